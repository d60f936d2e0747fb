import {
  execute,
  GraphQLError,
  OperationTypeNode,
  validate,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Caller } from '../auth/caller.js';
import type { Clock } from '../clock/clock.js';
import type { Random } from '../clock/random.js';
import type { SocketConfig } from '../config/config.js';
import type { DocumentLimits } from '../graphql/document-limits.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import { publicError, type PublicError } from '../graphql/error-format.js';
import { checkRequest } from '../graphql/request-check.js';
import { subscribeWithFreshContext } from '../graphql/subscription-runner.js';
import type { Log } from '../logging/log.js';
import { RequestContext, type ResolverOf } from '../request/context.js';
import type { DoorParts } from './authenticate.js';
import type { AddressOf } from './client-address.js';
import { occasionOf } from './error-answer.js';
import { HeldOperation } from './held-operation.js';
import type { OpenSocket } from './open-sockets.js';
import type { PacedStream } from './paced-stream.js';
import type { StalledReaders } from './stalled-readers.js';

/** What GraphQL over WebSocket needs. */
export interface WebSocketParts extends DoorParts {
  readonly schema: GraphQLSchema;
  readonly addressOf: AddressOf;
  readonly resolverOf: ResolverOf;
  readonly limits: DocumentLimits;
  readonly areSuggestionsOn: boolean;
  readonly sockets: SocketConfig;
  readonly stalledReaders: StalledReaders;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Who asks, and by which socket. */
interface Asker {
  /** Null: nobody is logged in. */
  readonly caller: Caller | null;
  readonly socket: OpenSocket;
}

/** What an operation holds from its check on; each end is called once. */
interface Begun {
  readonly caller: Caller | null;
  readonly socket: OpenSocket;
  /** It is executed; a subscription stands. */
  readonly endExecution: () => void;
  /** Its answer was taken, or never will be; a subscription stands. */
  readonly endAnswer: () => void;
  /** Nothing of it is left on the socket. */
  readonly endUse: () => void;
}

/** One operation of a socket, from its text to its answer, or to its errors. */
export class SocketOperations {
  private readonly begun = new WeakMap<ExecutionArgs | SubscribePayload, Begun>();

  constructor(
    private readonly parts: WebSocketParts,
    /** Do the credentials of a caller hold at this moment? */
    private readonly isStanding: (caller: Caller) => Promise<boolean>,
  ) {}

  /** The step before execution and validation, the same as over HTTP. What it answers is to be executed in any case. */
  prepare(asker: Asker, payload: SubscribePayload): ExecutionArgs | readonly GraphQLError[] {
    const viewer = asker.caller?.viewer ?? null;
    const { schema, random, resolverOf, limits } = this.parts;
    const { query, operationName, variables } = payload;
    try {
      const isAuthenticated = viewer !== null;
      const request = { schema, query, operationName, variables, isAuthenticated, limits };
      const { document, operation } = checkRequest(request);
      const invalid = validate(schema, document);
      if (invalid.length > 0) return invalid;
      const { address: clientAddress } = asker.socket;
      const contextValue = new RequestContext({ viewer, requestId: random.id(), clientAddress, resolverOf });
      const args = { schema, document, operationName, variableValues: variables, contextValue };
      const begun = this.begin(asker, operation.operation === OperationTypeNode.SUBSCRIPTION);
      this.begun.set(args, begun).set(payload, begun);
      return args;
    } catch (cause) {
      return [asGraphQLError(cause)];
    }
  }

  /** What graphql-ws is to call for what was prepared. */
  get hooks() {
    return {
      execute: (args: ExecutionArgs) => this.execute(args),
      subscribe: (args: ExecutionArgs) => this.subscribe(args),
      // The last of its answer was taken from us; where that never comes, all ends with the socket.
      onComplete: (_context: unknown, _id: string, payload: SubscribePayload) => {
        this.begun.get(payload)?.endAnswer();
      },
    };
  }

  /** Errors as clients may see them; `context` is that of the operation, when it came so far. */
  told(errors: readonly unknown[], context: unknown): PublicError[] {
    const { random, log, areSuggestionsOn } = this.parts;
    const requestId = context instanceof RequestContext ? context.requestId : random.id();
    return errors.map((error) =>
      publicError(error, { ...occasionOf(requestId, log), showsSuggestions: areSuggestionsOn }),
    );
  }

  private async execute(args: ExecutionArgs): Promise<ExecutionResult> {
    const begun = this.taken(args);
    const { endExecution, endUse } = begun;
    try {
      return (await this.refusal(begun)) ?? (await execute(args));
    } finally {
      endExecution();
      endUse();
    }
  }

  private async subscribe(args: ExecutionArgs): Promise<PacedStream | ExecutionResult> {
    const begun = this.taken(args);
    const { socket, endExecution, endAnswer, endUse } = begun;
    const turn = socket.load.turn();
    try {
      const refusal = await this.refusal(begun);
      if (refusal !== null) {
        endUse();
        return refusal;
      }
      const context = args.contextValue as RequestContext;
      const stream = await subscribeWithFreshContext(
        args,
        () => context.fresh(),
        () => turn.take(),
      );
      if (Symbol.asyncIterator in stream) return socket.load.keep(stream, { turn, onEnd: endUse });
      endUse();
      return stream;
    } finally {
      endExecution();
      endAnswer();
    }
  }

  /** Who was known when the socket was opened may be so no more. Asked once the operation is counted. */
  private async refusal({ caller }: Begun): Promise<ExecutionResult | null> {
    try {
      if (caller === null || (await this.isStanding(caller))) return null;
      return { errors: [asGraphQLError(new Unauthenticated())] };
    } catch (cause) {
      return { errors: [asGraphQLError(cause)] };
    }
  }

  /** Errors: RATE_LIMITED. */
  private begin({ caller, socket }: Asker, isSubscription: boolean): Begun {
    const viewer = caller?.viewer ?? null;
    const endUse = isSubscription ? socket.load.beginSubscription() : socket.load.beginOperation();
    try {
      const operation = new HeldOperation(this.parts.operations.begin(viewer, socket.address));
      const endAnswer = socket.load.untilClosed(operation.hold());
      return { caller, socket, endUse, endExecution: operation.hold(), endAnswer };
    } catch (error) {
      endUse();
      throw error;
    }
  }

  private taken(args: ExecutionArgs): Begun {
    const begun = this.begun.get(args);
    if (begun === undefined) throw new Error('An operation is executed that was not prepared.');
    return begun;
  }
}

/** In the form that graphql-ws takes; it is told as it may be told later. */
function asGraphQLError(cause: unknown): GraphQLError {
  if (cause instanceof GraphQLError) return cause;
  const originalError = cause instanceof Error ? cause : new Error(String(cause));
  return new GraphQLError(originalError.message, { originalError });
}
