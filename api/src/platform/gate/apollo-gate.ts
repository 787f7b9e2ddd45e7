import { randomUUID } from 'node:crypto';
import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import { parse, type DocumentNode, type GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Gate } from './gate.ts';
import type { Mask } from './mask.ts';

/** What the gate needs of the context of a request. */
export interface GatedRequest {
  /** The id under which the request's errors are logged. */
  readonly requestId: string;
  /** Where the gate writes down what the operation costs. */
  readonly cost: { charged: number | null };
}

/** Options for `new ApolloServer({ ...apolloGate(gate, mask), … })`. */
export interface ApolloGate {
  plugins: ApolloServerPlugin<GatedRequest>[];
  formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError;
  /** The gate remembers documents itself; a store of Apollo's would let documents pass unseen. */
  documentStore: null;
  allowBatchedHttpRequests: false;
  csrfPrevention: true;
  includeStacktraceInErrorResponses: false;
  persistedQueries: false;
  introspection: true;
}

/** Stands in for a refused document, so that Apollo neither parses nor validates what the gate has refused. */
const NOTHING: DocumentNode = parse('{ __typename }');

/** Puts the gate in front of Apollo Server and the mask behind it. */
export function apolloGate(gate: Gate, mask: Mask): ApolloGate {
  const requestIds = new WeakMap<object, string>();

  const plugin: ApolloServerPlugin<GatedRequest> = {
    async requestDidStart() {
      let refusal: GraphQLError | null = null;
      return {
        // Apollo skips its own parsing and validation when a document is there already.
        async didResolveSource(context) {
          const { variables, operationName } = context.request;
          const verdict = gate.check(context.source, variables, operationName, 'HTTP');
          refusal = verdict.refused ? verdict.error : null;
          setDocument(context, verdict.refused ? NOTHING : verdict.document);
          context.contextValue.cost.charged = verdict.refused ? null : verdict.cost;
        },
        async didResolveOperation(context) {
          if (!refusal) return;
          context.response.http.status = 400;
          throw refusal;
        },
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) requestIds.set(error, contextValue.requestId);
        },
      };
    },
  };

  return {
    plugins: [plugin],
    // Errors from before the operation (no context yet) get an id of their own.
    formatError: (_formatted, error) => mask(error, requestIds.get(Object(error)) ?? randomUUID()),
    documentStore: null,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    introspection: true,
  };
}

function setDocument(context: GraphQLRequestContext<GatedRequest>, document: DocumentNode): void {
  (context as { document?: DocumentNode }).document = document;
}
