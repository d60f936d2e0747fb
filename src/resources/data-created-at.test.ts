import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDataCreatedAt } from './data-created-at.js';

const NOW = new Date('2026-05-04T10:15:00.000Z');
const DAY_MS = 86_400_000;

describe('when the data was captured', () => {
  it('is now when nobody says', () => {
    for (const unsaid of [undefined, null]) assert.equal(parseDataCreatedAt(unsaid, NOW), NOW);
  });

  it('may be any time before', () => {
    for (const claimed of [new Date('2026-05-04T10:00:00.000Z'), new Date('0001-01-01T00:00:00.000Z')]) {
      assert.equal(parseDataCreatedAt(claimed, NOW), claimed);
    }
  });

  it('may be 24 hours ahead, for clocks that drift, and not a millisecond more', () => {
    const latest = new Date(NOW.getTime() + DAY_MS);
    assert.equal(parseDataCreatedAt(latest, NOW), latest);
    assert.throws(() => parseDataCreatedAt(new Date(latest.getTime() + 1), NOW), {
      code: 'INVALID_ARGUMENTS',
      property: 'dataCreatedAt',
    });
  });
});
