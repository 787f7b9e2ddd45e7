import { graphql } from 'graphql';
import { PUBLIC_VIEWER, sessionSettings, type Viewer } from '../../src/people/viewer.ts';
import { SystemClock } from '../../src/platform/clock/clock.ts';
import { ReadSession } from '../../src/platform/database/read-session.ts';
import { buildTuntasSchema } from '../../src/platform/graphql/build-schema.ts';
import type { RequestContext } from '../../src/platform/graphql/context.ts';
import { createLoaders } from '../../src/platform/graphql/loaders.ts';
import type { TestDatabase } from '../database/test-database.ts';

export interface Statement {
  readonly sql: string;
  readonly params: readonly unknown[];
}

export interface ReadAnswer<Data> {
  readonly data: Data;
  /** What it took. */
  readonly statements: readonly Statement[];
}

export interface GraphqlReader {
  /** The answer to an operation, and the statements it took. Throws when the answer has errors. */
  ask<Data>(source: string, variables?: object, viewer?: Viewer): Promise<ReadAnswer<Data>>;
  /** How PostgreSQL would carry a statement out on behalf of the viewer, as text. */
  explain(statement: Statement, viewer?: Viewer): Promise<string>;
}

/** Runs operations on a schema of these resolvers alone, without a server: for what a list reads, and how. */
export function graphqlReader<Commands = null>(
  db: TestDatabase,
  resolvers: readonly Function[],
  commands?: Commands,
): GraphqlReader {
  const schema = buildTuntasSchema(resolvers);
  return {
    async ask(source, variables = {}, viewer = PUBLIC_VIEWER) {
      const statements: Statement[] = [];
      const reads = new RecordedReads(db.pool, sessionSettings(viewer));
      reads.onStatement = (statement) => statements.push(statement);
      const contextValue: RequestContext<Viewer, Commands | null> = {
        viewer,
        reads,
        loaders: createLoaders(),
        requestId: 'test',
        locale: 'id',
        clock: new SystemClock(),
        commands: commands ?? null,
        cost: { charged: null },
      };
      const result = await graphql({ schema, source, contextValue, variableValues: { ...variables } });
      await reads.end();
      if (result.errors) throw new AggregateError(result.errors, result.errors.map(String).join('\n'));
      return { data: JSON.parse(JSON.stringify(result.data)) as never, statements };
    },
    async explain({ sql, params }, viewer = PUBLIC_VIEWER) {
      const reads = new ReadSession(db.pool, sessionSettings(viewer));
      const rows = await reads.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, params);
      await reads.end();
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    },
  };
}

class RecordedReads extends ReadSession {
  onStatement: (statement: Statement) => void = () => undefined;

  override query<Row extends object>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    this.onStatement({ sql, params });
    return super.query(sql, params) as Promise<Row[]>;
  }
}
