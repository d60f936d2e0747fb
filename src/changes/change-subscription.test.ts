import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as settle } from 'node:timers/promises';
import fc from 'fast-check';
import { thingViewer } from '../../test/support/listeners.js';
import { EntryRights } from '../auth/entry-rights.js';
import type { ChangeBatch } from './change.queries.js';
import type { Change } from './change.js';
import { ChangeSubscription, type Listener, type LiveSource } from './change-subscription.js';
import { compareFeedPositions, type FeedPosition } from './feed-position.js';

const MEGABYTE = 1024 * 1024;
const ALL = new EntryRights('p', 0, [{ ownerId: null, path: null }]);

function changeAt(index: number, size: number): Change {
  const time = new Date(0);
  return {
    position: positionOf(index),
    action: 'UPDATED',
    changed: ['data'],
    version: index,
    actor: { kind: 'SYSTEM', id: null },
    projectId: 'p',
    resourceId: index.toString(),
    ownerId: 'o',
    coownerId: null,
    path: 'a',
    previousPath: null,
    type: 'application/json',
    kind: 'JSON',
    data: {},
    details: null,
    sourceId: null,
    metadata: {},
    size,
    createdAt: time,
    dataCreatedAt: time,
    updatedAt: time,
    archiveAt: null,
    deleteAt: null,
    archivedAt: null,
    deletedAt: null,
  };
}

/** Two changes share a transaction now and then. */
function positionOf(index: number): FeedPosition {
  return { epoch: 1, xid: BigInt(Math.floor(index / 3) + 10), seq: BigInt(index + 1) };
}

/** A history and its tail, in which every step happens when the test says so. */
class SteppedSource implements LiveSource {
  position: FeedPosition = { epoch: 1, xid: 1n, seq: 0n };
  readonly queueLimit = 256;
  readonly history: Change[] = [];
  reads = 0;
  private handedOut = 0;
  private readonly asked: {
    readonly after: FeedPosition;
    readonly limit: number;
    readonly answer: (batch: ChangeBatch | null) => void;
  }[] = [];
  private looked: { readonly batch: ChangeBatch; readonly answer: (batch: ChangeBatch | null) => void } | undefined;

  read(_subscription: ChangeSubscription, after: FeedPosition, limit: number): Promise<ChangeBatch | null> {
    this.reads += 1;
    return new Promise((answer) => this.asked.push({ after, limit, answer }));
  }

  leave(): void {
    this.asked.length = 0;
  }

  /** Writers are at work; whole transactions only. */
  write(count: number, size: number): void {
    for (let more = 0; more < count * 3; more += 1) this.history.push(changeAt(this.history.length, size));
  }

  /** PostgreSQL takes the snapshot of a read: what is written later is not in its answer. */
  look(): void {
    const next = this.looked === undefined ? this.asked.shift() : undefined;
    if (next === undefined) return;
    const later = this.history.filter((change) => compareFeedPositions(change.position, next.after) > 0);
    const changes = later.slice(0, next.limit);
    const isFull = changes.length === next.limit;
    const readUpTo = isFull ? (changes.at(-1)?.position ?? next.after) : this.horizon();
    this.looked = { answer: next.answer, batch: { changes, isFull, readUpTo, isHeldBack: false, rightsVersion: 0 } };
  }

  /** Its answer arrives, or PostgreSQL was away. */
  answer(isAway: boolean): void {
    this.looked?.answer(isAway ? null : this.looked.batch);
    this.looked = undefined;
  }

  /** The tail reads on: a part of what is new, or all of it. */
  handOut(subscription: ChangeSubscription, most: number): void {
    const batch = this.history.slice(this.handedOut, this.handedOut + most);
    for (const change of batch) {
      subscription.offer(change);
      this.position = change.position;
    }
    this.handedOut += batch.length;
    if (this.handedOut === this.history.length) this.position = this.horizon();
  }

  private horizon(): FeedPosition {
    return { epoch: 1, xid: BigInt(Math.ceil(this.history.length / 3) + 10), seq: 0n };
  }
}

/** Pulls one after the other, as a socket does. */
class Reader {
  readonly received: Change[] = [];
  isDone = false;
  private isPulling = false;

  constructor(private readonly subscription: ChangeSubscription) {}

  pull(): void {
    if (this.isPulling || this.isDone) return;
    this.isPulling = true;
    void this.subscription.next().then((result) => {
      this.isPulling = false;
      if (result.done === true) this.isDone = true;
      else this.received.push(result.value);
    });
  }

  /** Pulls until nothing more happens, whatever has to happen for it. */
  async drain(source: SteppedSource): Promise<void> {
    for (let received = -1; received !== this.received.length;) {
      received = this.received.length;
      for (let step = 0; step < 20; step += 1) {
        this.pull();
        source.handOut(this.subscription, Infinity);
        source.look();
        source.answer(false);
        await settle();
      }
    }
  }
}

const steps = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      step: fc.constant('write' as const),
      count: fc.integer({ min: 1, max: 4 }),
      size: fc.constantFrom(1, MEGABYTE, 6 * MEGABYTE),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ step: fc.constant('write' as const), count: fc.constant(100), size: fc.constant(1) }),
  },
  { weight: 3, arbitrary: fc.record({ step: fc.constant('handOut' as const), most: fc.constantFrom(1, 2, 5, 500) }) },
  { weight: 5, arbitrary: fc.record({ step: fc.constant('pull' as const) }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('renew' as const) }) },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('look' as const) }) },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('answer' as const), isAway: fc.boolean() }) },
);

type Step = typeof steps extends fc.Arbitrary<infer Kind> ? Kind : never;

function take(step: Step, { source, subscription, reader }: Story): void {
  switch (step.step) {
    case 'write':
      source.write(step.count, step.size);
      return;
    case 'handOut':
      source.handOut(subscription, step.most);
      return;
    case 'pull':
      reader.pull();
      return;
    case 'renew':
      subscription.renew(ALL);
      return;
    case 'look':
      source.look();
      return;
    case 'answer':
      source.answer(step.isAway);
  }
}

interface Story {
  readonly source: SteppedSource;
  readonly subscription: ChangeSubscription;
  readonly reader: Reader;
}

function begin(after: FeedPosition, wanted: Listener['wanted'] = (change) => change): Story {
  const source = new SteppedSource();
  const subscription = new ChangeSubscription(
    source,
    { viewer: thingViewer('p', 'o'), wanted },
    { after, rights: ALL },
  );
  return { source, subscription, reader: new Reader(subscription) };
}

const isWanted = (change: Change) => change.version % 4 !== 1;

describe('a subscription', () => {
  it('has every change that is wanted exactly once and in order, in whatever order things happen', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -1, max: 20 }),
        fc.array(steps, { minLength: 5, maxLength: 60 }),
        async (start, story) => {
          const after = start < 0 ? { epoch: 1, xid: 1n, seq: 0n } : positionOf(start);
          const parts = begin(after, (change) => (isWanted(change) ? change : null));
          parts.source.write(8, 1);
          for (const step of story) {
            take(step, parts);
            await settle();
          }
          await parts.reader.drain(parts.source);
          const expected = parts.source.history.filter(
            (change) => isWanted(change) && compareFeedPositions(change.position, after) > 0,
          );
          assert.deepEqual(
            parts.reader.received.map(({ version }) => version),
            expected.map(({ version }) => version),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  for (const { what, size, fits } of [
    { what: '256 changes', size: 1, fits: 256 },
    { what: '4 MiB of values', size: MEGABYTE, fits: 4 },
    { what: 'one change, however large', size: 50 * MEGABYTE, fits: 1 },
  ]) {
    it(`keeps ${what} in memory for a reader that is slow, and reads the rest from the history`, async () => {
      const { source, subscription, reader } = begin({ epoch: 1, xid: 1n, seq: 0n });
      reader.pull();
      source.look();
      source.answer(false);
      await settle();
      const lookedAtFirst = source.reads;
      source.write(200, size);
      // The first goes to the reader, who waits for it; the others queue up.
      source.handOut(subscription, 1);
      await settle();
      source.handOut(subscription, fits);
      for (let queued = 0; queued < fits; queued += 1) {
        reader.pull();
        await settle();
      }
      assert.equal(reader.received.length, 1 + fits);
      assert.equal(source.reads, lookedAtFirst);

      source.handOut(subscription, fits + 1);
      reader.pull();
      await settle();
      assert.equal(source.reads, lookedAtFirst + 1);
      assert.equal(reader.received.length, 1 + fits);
      await reader.drain(source);
      assert.deepEqual(reader.received, source.history);
    });
  }

  it('judges what waits in its queue once more when its rights have changed', async () => {
    const { source, subscription, reader } = begin({ epoch: 1, xid: 1n, seq: 0n }, (change, rights) =>
      rights.canRead(change) ? change : null,
    );
    reader.pull();
    source.look();
    source.answer(false);
    await settle();
    source.write(5, 1);
    source.handOut(subscription, Infinity);
    await settle();
    assert.equal(reader.received.length, 1);
    subscription.renew(new EntryRights('p', 1, []));
    await reader.drain(source);
    assert.equal(reader.received.length, 1);
    subscription.renew(new EntryRights('p', 2, [{ ownerId: 'o', path: 'a' }]));
    source.write(2, 1);
    await reader.drain(source);
    assert.deepEqual(reader.received.slice(1), source.history.slice(15));
  });

  it('ends for a reader that waits, and lets go of what it had read', async () => {
    for (const isLive of [true, false]) {
      const { source, subscription, reader } = begin({ epoch: 1, xid: 1n, seq: 0n });
      reader.pull();
      if (isLive) {
        source.look();
        source.answer(false);
        await settle();
        await subscription.return();
      } else {
        source.write(5, 1);
        source.look();
        await subscription.return();
        source.answer(false);
      }
      await settle();
      assert.equal(reader.isDone, true);
      source.handOut(subscription, 10);
      assert.deepEqual(await subscription.next(), { done: true, value: undefined });
      assert.deepEqual(reader.received, []);
    }
  });
});
