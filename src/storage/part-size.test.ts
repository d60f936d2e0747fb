import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { heldPartSizeFor, partSizeFor } from './part-size.js';

const MIB = 1024 * 1024;

describe('the size of parts', () => {
  it('is 8 MiB as long as 10,000 of them hold the object, and then the next whole MiB that do', () => {
    assert.equal(partSizeFor(1), 8 * MIB);
    assert.equal(partSizeFor(80_000 * MIB), 8 * MIB);
    assert.equal(partSizeFor(80_000 * MIB + 1), 9 * MIB);
    assert.equal(partSizeFor(5 * 1024 ** 4), 525 * MIB);
  });

  it('that are held in memory is 5 MiB as long as that does', () => {
    assert.equal(heldPartSizeFor(1), 5 * MIB);
    assert.equal(heldPartSizeFor(50_000 * MIB), 5 * MIB);
    assert.equal(heldPartSizeFor(50_000 * MIB + 1), 6 * MIB);
  });
});
