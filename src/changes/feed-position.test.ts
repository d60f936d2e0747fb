import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { compareFeedPositions, feedCursor, FIRST_POSITION, parseFeedCursor } from './feed-position.js';

const positions = fc.record(
  {
    epoch: fc.integer({ min: 0, max: 32_767 }),
    xid: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    seq: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
  },
  { noNullPrototype: true },
);

/** Few values, so that equal parts are common. */
const near = fc.record({
  epoch: fc.integer({ min: 1, max: 2 }),
  xid: fc.bigInt({ min: 8n, max: 11n }),
  seq: fc.bigInt({ min: 9n, max: 11n }),
});

const forged = (text: string) => Buffer.from(text).toString('base64url');

describe('a place in the feed', () => {
  it('comes back from its cursor as it was', () => {
    fc.assert(
      fc.property(positions, (position) => {
        assert.deepEqual(parseFeedCursor(feedCursor(position)), position);
      }),
    );
  });

  it('is opaque: its cursor is text for a URL', () => {
    fc.assert(
      fc.property(positions, (position) => {
        assert.match(feedCursor(position), /^[A-Za-z0-9_-]+$/);
      }),
    );
  });

  it('comes before another by epoch first, by transaction then, by sequence last, as numbers', () => {
    const sorted = [
      FIRST_POSITION,
      { epoch: 1, xid: 999n, seq: 70n },
      { epoch: 1, xid: 1000n, seq: 9n },
      { epoch: 1, xid: 1000n, seq: 10n },
      { epoch: 2, xid: 3n, seq: 1n },
      { epoch: 10, xid: 1n, seq: 1n },
    ];
    assert.deepEqual([...sorted].reverse().sort(compareFeedPositions), sorted);
  });

  it('has one order with all others', () => {
    fc.assert(
      fc.property(near, near, near, (a, b, c) => {
        assert.equal(Math.sign(compareFeedPositions(a, b)), -Math.sign(compareFeedPositions(b, a)) + 0);
        assert.equal(compareFeedPositions(a, b) === 0, feedCursor(a) === feedCursor(b));
        if (compareFeedPositions(a, b) <= 0 && compareFeedPositions(b, c) <= 0) {
          assert.ok(compareFeedPositions(a, c) <= 0);
        }
      }),
    );
  });

  for (const text of [
    ...['', 'feed:1:2', 'feed:1:2:3:4', 'feed:-1:2:3', 'feed:1.5:2:3', 'feed:1:2:3 ', 'page:1:2:3', 'feed:1:0x2:3'],
    ...[`feed:${String(2 ** 15)}:0:0`, `feed:1:${String(2n ** 64n)}:0`, `feed:1:0:${String(2n ** 63n)}`],
  ]) {
    it(`is not what "${text}" says`, () => {
      assert.throws(
        () => parseFeedCursor(forged(text)),
        (error) => error instanceof InvalidArguments && error.property === 'after',
      );
    });
  }

  it('is not found in any text at all without a complaint that is meant for clients', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        assert.throws(() => parseFeedCursor(text), InvalidArguments);
      }),
    );
  });
});
