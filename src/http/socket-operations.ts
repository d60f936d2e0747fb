import { GraphQLError, validate, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import { DOCUMENT_LIMITS } from '../graphql/document-limits.js';
import { publicError, type PublicError } from '../graphql/error-format.js';
import { checkRequest } from '../graphql/request-check.js';
import type { Log } from '../logging/log.js';
import { RequestContext, type ResolverOf } from '../request/context.js';
import type { DoorParts } from './authenticate.js';
import type { AddressOf } from './client-address.js';
import { occasionOf } from './error-answer.js';

/** What GraphQL over WebSocket needs. */
export interface WebSocketParts extends DoorParts {
  readonly schema: GraphQLSchema;
  readonly addressOf: AddressOf;
  readonly resolverOf: ResolverOf;
  readonly bodySizeLimit: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Who asks over a socket, and from where. */
interface Asking {
  readonly viewer: Viewer | null;
  readonly clientAddress: string;
}

/** One operation of a socket, from its text to what may be executed, or to its errors. */
export class SocketOperations {
  constructor(private readonly parts: WebSocketParts) {}

  /** The step before execution and validation, the same as over HTTP. */
  prepare({ viewer, clientAddress }: Asking, payload: SubscribePayload): ExecutionArgs | readonly GraphQLError[] {
    const { schema, random, resolverOf } = this.parts;
    const { query, operationName, variables } = payload;
    try {
      const isAuthenticated = viewer !== null;
      const request = { schema, query, operationName, variables, isAuthenticated, limits: DOCUMENT_LIMITS };
      const { document } = checkRequest(request);
      const invalid = validate(schema, document);
      if (invalid.length > 0) return invalid;
      const contextValue = new RequestContext({ viewer, requestId: random.id(), clientAddress, resolverOf });
      return { schema, document, operationName, variableValues: variables, contextValue };
    } catch (cause) {
      return [asGraphQLError(cause)];
    }
  }

  /** Errors as clients may see them; `context` is that of the operation, when it came so far. */
  told(errors: readonly unknown[], context: unknown): PublicError[] {
    const { random, log } = this.parts;
    const requestId = context instanceof RequestContext ? context.requestId : random.id();
    return errors.map((error) => publicError(error, occasionOf(requestId, log)));
  }
}

/** In the form that graphql-ws takes; it is told as it may be told later. */
function asGraphQLError(cause: unknown): GraphQLError {
  if (cause instanceof GraphQLError) return cause;
  const originalError = cause instanceof Error ? cause : new Error(String(cause));
  return new GraphQLError(originalError.message, { originalError });
}
