import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  MaxIntrospectionDepthRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { operationCost } from './cost.ts';
import { refuseMonsters } from './document-shape.ts';
import { refusal, type RefusalCode } from './gate.errors.ts';
import { DEFAULT_LIMITS, type GateLimits } from './limits.ts';

/** How the operation came in. Subscriptions come over WebSocket, everything else over HTTP. */
export type Transport = 'HTTP' | 'WEBSOCKET';

/** The gate's answer: an operation that may run and what it costs, or the one reason why it may not. */
export type Verdict =
  | { refused: false; document: DocumentNode; operation: OperationDefinitionNode; cost: number }
  | { refused: true; error: GraphQLError };

/** The one way in for operations, whatever the transport. */
export interface Gate {
  /** Parses, measures and validates the operation. Never throws for what a client sent. */
  check(
    text: string,
    variables: Record<string, unknown> | null | undefined,
    operationName: string | null | undefined,
    transport: Transport,
  ): Verdict;
}

/** How many documents that passed are remembered, so that the operations of our own clients are validated once. */
const REMEMBERED_DOCUMENTS = 300;

/** Longer documents are not remembered: what strangers send must not fill the memory. */
const LONGEST_REMEMBERED = 8 * 1024;

const OTHER_RULES = specifiedRules.filter((rule) => rule !== MaxIntrospectionDepthRule);

/** A gate in front of `schema`; what `limits` leaves out is taken from DEFAULT_LIMITS. */
export function createGate(schema: GraphQLSchema, limits: Partial<GateLimits> = {}): Gate {
  const all = { ...DEFAULT_LIMITS, ...limits };
  const passed = new Map<string, DocumentNode>();

  return {
    check(text, variables, operationName, transport) {
      try {
        const document = validDocument(text);
        const operation = chosenOperation(document, operationName);
        refuseWrongTransport(operation, transport);
        const cost = operationCost(schema, document, operation, coercedVariables(operation, variables), all);
        if (cost > all.cost) {
          const facts = { limit: all.cost, measured: cost };
          throw refusal('OPERATION_TOO_EXPENSIVE', 'The operation asks for too much at once.', facts);
        }
        return { refused: false, document, operation, cost };
      } catch (error) {
        if (error instanceof GraphQLError) return { refused: true, error: withCode(error, 'BAD_USER_INPUT') };
        throw error;
      }
    },
  };

  function validDocument(text: string): DocumentNode {
    const known = passed.get(text);
    if (known) return known;
    refuseTooManyBytes(text);
    const document = parsed(text);
    refuseMonsters(document, all);
    const [circular] = validate(schema, document, [MaxIntrospectionDepthRule], { maxErrors: 1 });
    if (circular) throw refusal('INTROSPECTION_TOO_DEEP', circular.message, undefined, circular.nodes);
    // One error, however many there are: a client reads one, and an attacker gets no multiplied answer.
    const [invalid] = validate(schema, document, OTHER_RULES, { maxErrors: 1 });
    if (invalid?.message === 'Validation aborted.') {
      // graphql-js gives up comparing fields that share a name after a fixed number of comparisons.
      throw refusal('OPERATION_TOO_LARGE', 'The operation repeats too many fields to be validated.');
    }
    if (invalid) throw refusal('GRAPHQL_VALIDATION_FAILED', invalid.message, undefined, invalid.nodes);
    remember(text, document);
    return document;
  }

  function refuseTooManyBytes(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (bytes <= all.documentBytes) return;
    const facts = { limit: all.documentBytes, measured: bytes };
    throw refusal('DOCUMENT_TOO_LARGE', 'The document has too many bytes.', facts);
  }

  function parsed(text: string): DocumentNode {
    try {
      return parse(text, { maxTokens: all.tokens });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      if (!/ \d+ tokens/.test(error.message)) throw withCode(error, 'GRAPHQL_PARSE_FAILED');
      // The parser stops at the first token too many, so that is all there is to measure.
      const facts = { limit: all.tokens, measured: all.tokens + 1 };
      throw refusal('DOCUMENT_TOO_LARGE', 'The document has too many tokens.', facts);
    }
  }

  function remember(text: string, document: DocumentNode): void {
    if (text.length > LONGEST_REMEMBERED) return;
    if (passed.size >= REMEMBERED_DOCUMENTS) passed.delete(passed.keys().next().value!);
    passed.set(text, document);
  }

  function coercedVariables(
    operation: OperationDefinitionNode,
    variables: Record<string, unknown> | null | undefined,
  ): Record<string, unknown> {
    const definitions = operation.variableDefinitions ?? [];
    const { coerced, errors } = getVariableValues(schema, definitions, variables ?? {}, { maxErrors: 1 });
    if (errors) throw refusal('BAD_USER_INPUT', errors[0]!.message, undefined, errors[0]!.nodes);
    return coerced;
  }
}

function chosenOperation(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (operation) return operation;
  throw refusal(
    'OPERATION_RESOLUTION_FAILURE',
    name ? `The document has no operation called "${name}".` : 'Say by operationName which operation is meant.',
  );
}

function refuseWrongTransport(operation: OperationDefinitionNode, transport: Transport): void {
  const isSubscription = operation.operation === 'subscription';
  if (transport === 'WEBSOCKET' && !isSubscription) {
    throw refusal('WRONG_TRANSPORT', 'Only subscriptions run over WebSocket; send queries and mutations over HTTP.');
  }
  if (transport === 'HTTP' && isSubscription) {
    throw refusal('WRONG_TRANSPORT', 'Subscriptions run over WebSocket only.');
  }
}

function withCode(error: GraphQLError, code: RefusalCode): GraphQLError {
  if (typeof error.extensions.code === 'string') return error;
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    extensions: { code },
  });
}
