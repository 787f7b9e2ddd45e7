import { isKeyText, type KeyType } from './keyset-types.ts';
import { invalid, RefusedError } from './refusals.ts';

/** One column a list is sorted by: a SQL expression that is never null. */
export interface KeyColumn {
  readonly sql: string;
  readonly type: KeyType;
  readonly direction: 'ASC' | 'DESC';
}

/** Which part of a list is wanted: `first` rows after a cursor, or the `last` ones before one. */
export interface PageRequest {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** The pieces of the statement that reads one page; the row's cursor arrives in the column "cursorKey". */
export interface PageSql {
  /** For the select list: `array[…] as "cursorKey"`. */
  readonly cursorKey: string;
  /** A condition, `true` when the page starts at an end of the list. */
  readonly where: string;
  /** Without the words `order by`. */
  readonly orderBy: string;
  /** One more than the page holds, so that the rows tell whether there are more. */
  readonly limit: number;
  /** For the placeholders in `where`, numbered from the `offset` given. */
  readonly params: readonly string[];
}

/** What every row of a page carries besides its own columns. */
export interface CursorRow {
  readonly cursorKey: readonly string[];
}

/** One page in list order. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly cursors: readonly string[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** One way of sorting one list. The last column must make every row distinct (an id). */
export interface Keyset {
  /** The SQL for a page; `offset` is the number of parameters the statement has already. Throws RefusedError for a foreign or doctored cursor. */
  sql(request: PageRequest, offset?: number): PageSql;
  /** The page, from the rows which that SQL returned. */
  page<Row extends CursorRow>(rows: readonly Row[], request: PageRequest): Page<Row>;
}

export const DEFAULT_PAGE_SIZE = 20;
export const MOST_ROWS_PER_PAGE = 100;

/**
 * Defines a sort order. `name` goes into the cursors, so that one from another list or order is refused. Cursor values
 * are PostgreSQL's own texts, not JavaScript's: a Date would lose the microseconds and rows with them.
 */
export function defineKeyset(name: string, columns: readonly KeyColumn[]): Keyset {
  if (columns.length === 0) throw new Error(`The keyset ${name} has no columns.`);
  return {
    sql: (request, offset = 0) => pageSql(name, columns, request, offset),
    page: (rows, request) => toPage(name, rows, request),
  };
}

function pageSql(name: string, columns: readonly KeyColumn[], request: PageRequest, offset: number): PageSql {
  const params: string[] = [];
  const conditions = (['after', 'before'] as const).flatMap((side) => {
    const cursor = request[side];
    if (cursor == null) return [];
    const values = decodeCursor(name, columns, cursor, side);
    const placeholders = columns.map((column, index) => `$${offset + params.length + index + 1}::${column.type}`);
    params.push(...values);
    return [beyond(columns, placeholders, side)];
  });
  const backwards = isBackwards(request);
  return {
    cursorKey: `array[${columns.map((column) => `(${column.sql})::text`).join(', ')}] as "cursorKey"`,
    where: conditions.length > 0 ? conditions.map((condition) => `(${condition})`).join(' and ') : 'true',
    orderBy: columns.map((column) => `${column.sql} ${isAscending(column, backwards) ? 'asc' : 'desc'}`).join(', '),
    limit: pageSize(request) + 1,
    params,
  };
}

/**
 * The rows on the far side of a cursor. Where all columns run one way it is a row comparison, which an index serves;
 * otherwise the first column bounds the range an index has to scan.
 */
function beyond(columns: readonly KeyColumn[], placeholders: readonly string[], side: 'after' | 'before'): string {
  const operators = columns.map((column) => (isAscending(column, side === 'before') ? '>' : '<'));
  if (new Set(operators).size === 1) {
    return `(${columns.map((column) => column.sql).join(', ')}) ${operators[0]} (${placeholders.join(', ')})`;
  }
  const steps = columns.map((column, index) => {
    const ties = columns.slice(0, index).map((earlier, at) => `${earlier.sql} = ${placeholders[at]}`);
    return `(${[...ties, `${column.sql} ${operators[index]} ${placeholders[index]}`].join(' and ')})`;
  });
  return `${columns[0]!.sql} ${operators[0]}= ${placeholders[0]} and (${steps.join(' or ')})`;
}

function isAscending(column: KeyColumn, backwards: boolean): boolean {
  return (column.direction === 'ASC') !== backwards;
}

function isBackwards(request: PageRequest): boolean {
  return request.last != null;
}

function pageSize(request: PageRequest): number {
  return request.last ?? request.first ?? DEFAULT_PAGE_SIZE;
}

function toPage<Row extends CursorRow>(name: string, fetched: readonly Row[], request: PageRequest): Page<Row> {
  const size = pageSize(request);
  const isMore = fetched.length > size;
  const kept = fetched.slice(0, size);
  const backwards = isBackwards(request);
  const rows = backwards ? kept.reverse() : kept;
  return {
    rows,
    cursors: rows.map((row) => encodeCursor(name, row.cursorKey)),
    hasNextPage: backwards ? request.before != null : isMore,
    hasPreviousPage: backwards ? isMore : request.after != null,
  };
}

function encodeCursor(name: string, values: readonly string[]): string {
  return Buffer.from(JSON.stringify([name, ...values]), 'utf8').toString('base64url');
}

function decodeCursor(name: string, columns: readonly KeyColumn[], cursor: string, path: string): string[] {
  const values = parseCursor(cursor);
  const isOurs =
    values !== null &&
    values.length === columns.length + 1 &&
    values[0] === name &&
    columns.every((column, index) => isKeyText[column.type](values[index + 1]!));
  if (!isOurs) throw new RefusedError(invalid([{ path, code: 'CURSOR_UNKNOWN' }]));
  return values.slice(1);
}

const LONGEST_CURSOR = 8_000;

function parseCursor(cursor: string): string[] | null {
  if (cursor.length > LONGEST_CURSOR) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parsed) && parsed.every((value) => typeof value === 'string') ? parsed : null;
  } catch {
    return null;
  }
}
