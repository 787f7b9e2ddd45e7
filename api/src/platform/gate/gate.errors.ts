import { GraphQLError, type ASTNode } from 'graphql';

/** Why the gate refused an operation: the `code` in the error's extensions. */
export type RefusalCode =
  | 'DOCUMENT_TOO_LARGE'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_TOO_DEEP'
  | 'OPERATION_TOO_LARGE'
  | 'FIELD_REPEATED_TOO_OFTEN'
  | 'INTROSPECTION_TOO_DEEP'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'WRONG_TRANSPORT'
  | 'BAD_USER_INPUT'
  | 'PAGE_TOO_LARGE'
  | 'OPERATION_TOO_EXPENSIVE';

/** What was measured, and the most that is allowed, in the unit that the message names. */
export interface Excess {
  limit: number;
  measured: number;
}

/** A refusal the client may read: it says what was wrong with the operation and, for a limit, both numbers. */
export function refusal(code: RefusalCode, message: string, facts?: Excess, nodes?: readonly ASTNode[]): GraphQLError {
  return new GraphQLError(message, { nodes, extensions: { code, ...facts } });
}
