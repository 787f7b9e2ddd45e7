import 'reflect-metadata';
import { Max, Min } from 'class-validator';
import { ArgsType, Field, Int, ObjectType, registerEnumType, type ClassType } from 'type-graphql';
import { DEFAULT_PAGE_SIZE, MOST_ROWS_PER_PAGE, type Page, type PageRequest } from './keyset.ts';
import { invalid, RefusedError } from './refusals.ts';

/** The arguments of every paged list. Call `request()` for the checked request. */
@ArgsType()
export class ConnectionArgs implements PageRequest {
  @Field(() => Int, {
    nullable: true,
    description: `How many rows from the start, or after \`after\`: 1 to ${MOST_ROWS_PER_PAGE}, ${DEFAULT_PAGE_SIZE} when neither this nor \`last\` is given.`,
  })
  @Min(1)
  @Max(MOST_ROWS_PER_PAGE)
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor after which the rows start.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many rows up to the end, or up to \`before\`: 1 to ${MOST_ROWS_PER_PAGE}; not together with \`first\`.`,
  })
  @Min(1)
  @Max(MOST_ROWS_PER_PAGE)
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor before which the rows end.' })
  before?: string | null;

  /** What to hand to a keyset. Throws RefusedError when both ends are asked for at once. */
  request(): PageRequest {
    if (this.first != null && this.last != null) {
      throw new RefusedError(invalid([{ path: 'last', code: 'NOT_TOGETHER', details: { other: 'first' } }]));
    }
    return { first: this.first, after: this.after, last: this.last, before: this.before };
  }
}

@ObjectType('PageInfo', { description: 'Where a page lies in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether rows follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether rows precede this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first row; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last row; null on an empty page.' })
  endCursor!: string | null;
}

export const CountPrecision = { EXACT: 'EXACT', AT_LEAST: 'AT_LEAST' } as const;
export type CountPrecision = keyof typeof CountPrecision;

registerEnumType(CountPrecision, {
  name: 'CountPrecision',
  description: 'How to read a count.',
  valuesConfig: {
    EXACT: { description: 'There are exactly so many.' },
    AT_LEAST: { description: 'Counting stopped there: so many or more.' },
  },
});

/** Where counting stops: nobody pages that far, and an exact count of a large list is a scan. */
export const COUNT_CAP = 10_001;

@ObjectType('CappedCount', {
  description: `How many rows a list has. Counting stops at ${COUNT_CAP.toLocaleString('en')}.`,
})
export class CappedCount {
  @Field(() => Int, { description: `The number of rows counted, at most ${COUNT_CAP.toLocaleString('en')}.` })
  value: number;

  @Field(() => CountPrecision, { description: 'Whether that is all of them.' })
  precision: CountPrecision;

  constructor(counted: number) {
    this.value = Math.min(counted, COUNT_CAP);
    this.precision = counted < COUNT_CAP ? 'EXACT' : 'AT_LEAST';
  }
}

/** The statement that counts the rows of `selection` (a select without order and limit) as far as the cap, in "counted". */
export function cappedCountSql(selection: string): string {
  return `select count(*)::int as "counted" from (${selection} limit ${COUNT_CAP}) as capped`;
}

/** A row with its place in the list. */
export interface Edge<Row> {
  readonly cursor: string;
  readonly node: Row;
}

/** A page as the connection type shows it. */
export interface Connection<Row> {
  readonly edges: readonly Edge<Row>[];
  readonly nodes: readonly Row[];
  readonly pageInfo: PageInfo;
}

/** Counts the rows of the whole list, at most to the cap; only called when `count` is selected. */
export type CountRows = () => Promise<number>;

export interface ConnectionType<Row> {
  /** For `@Query(() => reports.Connection)`. */
  readonly Connection: ClassType<Connection<Row>>;
  readonly Edge: ClassType<Edge<Row>>;
  /** The value a resolver returns. */
  of(page: Page<Row>, countRows: CountRows): Connection<Row>;
}

/**
 * The connection and edge types `<name>Connection` and `<name>Edge` over `node`. `Row` is what the resolvers of `node`
 * read from (a database row), which need not be the GraphQL class.
 */
export function connectionOf<Row extends object>(node: () => ClassType, name: string): ConnectionType<Row> {
  @ObjectType(`${name}Edge`, { description: `A ${name} with its place in a list.` })
  class ListEdge implements Edge<Row> {
    @Field(() => String, { description: 'The place in the list, for `after` and `before`.' })
    cursor: string;

    @Field(node, { description: `The ${name}.` })
    node: Row;

    constructor(cursor: string, row: Row) {
      this.cursor = cursor;
      this.node = row;
    }
  }

  @ObjectType(`${name}Connection`, { description: `One page of a list of ${name}.` })
  class ListConnection implements Connection<Row> {
    @Field(() => [ListEdge], { description: 'The rows of this page with their cursors.' })
    edges: ListEdge[];

    @Field(() => [node()], { description: 'The rows of this page.' })
    nodes: Row[];

    @Field(() => PageInfo, { description: 'Where this page lies.' })
    pageInfo: PageInfo;

    private readonly countRows: CountRows;

    constructor(page: Page<Row>, countRows: CountRows) {
      this.edges = page.rows.map((row, index) => new ListEdge(page.cursors[index]!, row));
      this.nodes = [...page.rows];
      this.pageInfo = {
        hasNextPage: page.hasNextPage,
        hasPreviousPage: page.hasPreviousPage,
        startCursor: page.cursors[0] ?? null,
        endCursor: page.cursors.at(-1) ?? null,
      };
      this.countRows = countRows;
    }

    @Field(() => CappedCount, {
      description: 'How many rows the whole list has. Costs a count: ask only where it is shown.',
    })
    async count(): Promise<CappedCount> {
      return new CappedCount(await this.countRows());
    }
  }

  return {
    Connection: ListConnection as unknown as ClassType<Connection<Row>>,
    Edge: ListEdge as unknown as ClassType<Edge<Row>>,
    of: (page, countRows) => new ListConnection(page, countRows),
  };
}
