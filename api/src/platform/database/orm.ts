import { MikroORM, type EntityClass } from '@mikro-orm/postgresql';
import pg from 'pg';
import { databaseName } from './pool.ts';

/** How the object mapper connects. */
export interface OrmOptions {
  /** Most connections at the same time. */
  poolSize?: number;
  /** Called with every SQL statement, before it is sent. Lets tests count them. */
  onStatement?: (sql: string) => void;
}

/**
 * The mapper writes values into its SQL, quoted, instead of binding them. This connection sends all of it as prepared
 * statements, of which PostgreSQL takes one at a time: whatever slipped out of its quotes could not begin another
 * statement, such as one that takes another role.
 */
class OneStatementClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const send = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((query: unknown, values?: unknown, done?: unknown) => {
      if (typeof query !== 'string') return send(query, values, done);
      const bound = typeof values === 'function' ? { values: [], done: values } : { values, done };
      return send({ text: query, values: bound.values ?? [], queryMode: 'extended' }, bound.done);
    }) as typeof this.query;
  }
}

/**
 * The object mapper for commands. Entities are mapped from their decorators alone; the database is neither inspected
 * nor changed. Rows are reached only inside a transaction that says on whose behalf it runs: fork, then
 * `setSessionContext`.
 */
export function createOrm(
  entities: readonly EntityClass<object>[],
  url: string,
  options: OrmOptions = {},
): Promise<MikroORM> {
  return MikroORM.init({
    entities: [...entities],
    metadataCache: { enabled: false },
    // The name serves the mapper's own messages; the address says where to connect, socket directories included.
    dbName: databaseName(url),
    driverOptions: {
      connectionString: url,
      application_name: 'tuntas commands',
      max: options.poolSize ?? 10,
      Client: OneStatementClient,
    },
    // The entity manager of one command belongs to that command: sharing one would mix two people's rows.
    allowGlobalContext: false,
    ignoreUndefinedInQuery: false,
    discovery: { warnWhenNoEntities: false },
    onQuery: (sql) => {
      options.onStatement?.(sql);
      return sql;
    },
  });
}
