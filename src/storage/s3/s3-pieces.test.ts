import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PieceBudget } from './piece-budget.js';
import { piecesOf } from './s3-pieces.js';

async function pieces(chunks: readonly Uint8Array[], length: number) {
  const found = [];
  const source = (async function* () {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  })();
  // Copied: the next piece has the same memory.
  for await (const { bytes, isLast } of piecesOf(source, { length, budget: new PieceBudget() }))
    found.push({ bytes: Buffer.from(bytes), isLast });
  return found;
}

describe('the pieces of a stream', () => {
  it('are its bytes, all but the last of one length, however they come', async () => {
    const chunk = fc.uint8Array({ maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 20 }), fc.integer({ min: 1, max: 50 }), async (chunks, length) => {
        const whole = Buffer.concat(chunks);
        const found = await pieces(chunks, length);
        assert.ok(Buffer.concat(found.map(({ bytes }) => bytes)).equals(whole));
        assert.deepEqual(
          found.map(({ isLast }) => isLast),
          found.map((_, nth) => nth === found.length - 1),
        );
        for (const { bytes } of found.slice(0, -1)) assert.equal(bytes.length, length);
        assert.equal(found.length, Math.max(1, Math.ceil(whole.length / length)));
      }),
    );
  });

  it('are right also where they outgrow what is kept for short ones', async () => {
    const whole = Buffer.from(Array.from({ length: 700_001 }, (_, nth) => nth % 251));
    for (const length of [262_143, 262_144, 262_145, 350_000, 700_000, 700_001, 700_002]) {
      const chunks = Array.from({ length: 11 }, (_, nth) => whole.subarray(nth * 65_536, (nth + 1) * 65_536));
      const found = await pieces(chunks, length);
      assert.ok(Buffer.concat(found.map(({ bytes }) => bytes)).equals(whole));
      assert.equal(found.length, Math.ceil(whole.length / length));
    }
  });
});
