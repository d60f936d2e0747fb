import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { hashOfInput, parseIdempotencyKey, type KeyedInput } from './idempotency-key.js';
import { RememberedResourceGone } from './idempotency.errors.js';
import {
  AlreadyDone,
  effectOf,
  findingKey,
  RepeatableRequest,
  type Effect,
  type KeyRow,
  type RequestKey,
} from './repeatable-request.js';
import type { ResourceEntry } from './resource.entity.js';
import type { ResourceQueries } from './resource.queries.js';

const KEPT_MS = 24 * 60 * 60 * 1000;
/** Each time, what was there before has been given up meanwhile. */
const ATTEMPTS = 8;

/** A mutation as a viewer sent it. */
export interface KeyedMutation {
  readonly viewer: Viewer;
  /** Its name: the same key with another mutation is another key. */
  readonly mutation: string;
  readonly input: KeyedInput;
}

/** Mutations that may be sent again with the same key: they have one effect, and answer with the same record. */
export class IdempotencyService {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly clock: Clock;
      readonly resources: ResourceQueries;
    },
  ) {}

  /**
   * Answers by `effect` the first time and by `again` when the request comes again. The transaction of `effect` begins
   * with `request.begin` and ends with `request.end`; what it does before may be done in vain, when the same request is
   * under way twice. `again` answers null when the effect has been given up meanwhile: the request is then a new one.
   * Errors: those of the work; INVALID_ARGUMENTS idempotencyKey.
   */
  async once<Answer>(
    asked: KeyedMutation,
    work: {
      readonly effect: (request: RepeatableRequest) => Promise<Answer>;
      readonly again: (effect: Effect) => Promise<Answer | null>;
    },
  ): Promise<Answer> {
    const key = await this.keyOf(asked);
    const request = new RepeatableRequest(key);
    for (let attempt = 1; ; attempt += 1) {
      const earlier = key === null ? null : await this.find(key);
      const answer = earlier === null ? await orAlreadyDone(work.effect(request)) : await work.again(earlier);
      if (answer !== null) return answer;
      if (attempt === ATTEMPTS) throw new ServiceUnavailable('PostgreSQL');
    }
  }

  /**
   * The record that an earlier request made, as it is now. Errors: RESOURCE_NOT_FOUND idempotencyKey when the viewer sees
   * it no more, deleted or not: a request that was long on its way must not bring back what was deleted.
   */
  async entry(viewer: Viewer, { resourceId }: Effect): Promise<ResourceEntry> {
    const [entry] = await this.parts.resources.byIds(viewer, [resourceId]);
    if (entry === undefined) throw new RememberedResourceGone();
    return entry;
  }

  private async keyOf({ viewer, mutation, input }: KeyedMutation): Promise<RequestKey | null> {
    if (input.idempotencyKey == null) return null;
    const now = this.parts.clock.now();
    return {
      projectId: viewer.projectId,
      viewerKind: viewer.kind,
      viewerId: viewer.kind === 'ACCOUNT' ? viewer.accountId : viewer.ownerId,
      mutation,
      key: parseIdempotencyKey(input.idempotencyKey),
      inputHash: await hashOfInput(input),
      now,
      expiresAt: new Date(now.getTime() + KEPT_MS),
    };
  }

  private async find(key: RequestKey): Promise<Effect | null> {
    const [row] = await this.parts.database.statement<KeyRow>(findingKey(key));
    return effectOf(key, row);
  }
}

/** Null when the same request, sent twice, came to its effect meanwhile. */
async function orAlreadyDone<Answer>(effect: Promise<Answer>): Promise<Answer | null> {
  try {
    return await effect;
  } catch (cause) {
    if (cause instanceof AlreadyDone) return null;
    throw cause;
  }
}
