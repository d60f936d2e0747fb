import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseOwnerId } from './owner-id.js';

describe('the id of an owner', () => {
  it('is the caller’s own, letter for letter', () => {
    for (const id of ['a', 'Cam-1', 'urn:dev:mac:00-11_22.33', '0', '-', 'x'.repeat(255)]) {
      assert.equal(parseOwnerId(id, 'id'), id);
    }
  });

  it('has 1 to 255 letters, digits and . _ : - and nothing else', () => {
    for (const id of ['', 'x'.repeat(256), 'a b', 'a/b', 'é', 'a\n', '\0', 'a\u0000b', '{}', "a'b"]) {
      assert.throws(() => parseOwnerId(id, 'coownerId'), { code: 'INVALID_ARGUMENTS', property: 'coownerId' }, id);
    }
  });
});
