/** What one operation may weigh. The same numbers hold over HTTP and over WebSocket. */
export interface GateLimits {
  /** Most bytes of the document, in UTF-8. */
  documentBytes: number;
  /** Most lexical tokens of the document. */
  tokens: number;
  /** Deepest nesting of fields. Introspection has a limit of its own: no list of types inside lists of types. */
  depth: number;
  /** Most fields of the document, a fragment counted at every use. */
  selections: number;
  /** How often one field may stand in one selection set, over all aliases and fragment uses. */
  repetitions: number;
  /** Most cost of the chosen operation with its variables. */
  cost: number;
  /** Cost of a root field before what it returns is counted. */
  rootFieldCost: number;
  /** Cost of one `__schema` or `__type`. */
  introspectionCost: number;
  /** Largest `first` or `last`. */
  pageSize: number;
  /** Size of a connection asked for without `first` or `last`. */
  defaultPageSize: number;
  /** Assumed size of a list that takes no size. */
  listSize: number;
}

export const DEFAULT_LIMITS: GateLimits = {
  documentBytes: 32 * 1024,
  tokens: 2_000,
  depth: 15,
  selections: 1_000,
  repetitions: 30,
  cost: 5_000,
  rootFieldCost: 10,
  introspectionCost: 1_000,
  pageSize: 100,
  defaultPageSize: 20,
  listSize: 10,
};
