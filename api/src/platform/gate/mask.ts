import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** What the mask needs of a logger; pino's fits. */
export interface ErrorLog {
  error(facts: object, message: string): void;
}

/** Turns what was thrown into what a client may read. */
export type Mask = (error: unknown, requestId: string) => GraphQLFormattedError;

/** Codes that Apollo Server and graphql-js give to errors nobody foresaw. */
const SURPRISES = ['INTERNAL', 'INTERNAL_SERVER_ERROR'];

/**
 * Lets through errors that were meant for the client: GraphQL errors thrown with a code. Everything else reaches the log
 * whole and the client as "Internal error" with the request id that finds it there.
 */
export function createMask(log: ErrorLog): Mask {
  return (error, requestId) => {
    if (isMeantForClients(error)) return readable(error);
    log.error(
      { err: rootCause(error), path: error instanceof GraphQLError ? error.path : undefined, requestId },
      'Internal error',
    );
    return {
      message: 'Internal error',
      ...(error instanceof GraphQLError && error.path ? { path: error.path } : {}),
      extensions: { code: 'INTERNAL', requestId },
    };
  };
}

function isMeantForClients(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError) || !(rootCause(error) instanceof GraphQLError)) return false;
  const code = error.extensions.code;
  return typeof code === 'string' && !SURPRISES.includes(code);
}

function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function readable(error: GraphQLError): GraphQLFormattedError {
  const { http: _status, stacktrace: _stack, ...extensions } = error.extensions;
  return { ...error.toJSON(), extensions };
}
