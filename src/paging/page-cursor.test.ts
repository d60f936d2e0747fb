import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageCursor, parsePageCursor } from './page-cursor.js';

const EXPECTED = { list: 'PATH ASC', columns: 2, property: 'after' };
const refusal = { code: 'INVALID_ARGUMENTS', property: 'after' };

function encoded(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

describe('the cursor of a page', () => {
  it('comes back with the values that it was made of', () => {
    const values = ['ä/"b"\n', '019a'];
    assert.deepEqual(parsePageCursor(pageCursor('PATH ASC', values), EXPECTED), values);
  });

  it('can stand in an address as it is', () => {
    assert.match(pageCursor('PATH ASC', ['ÿþýüûúù?>~~~', '//++']), /^[A-Za-z0-9_-]+$/);
  });

  it('is of no use in another list', () => {
    assert.throws(() => parsePageCursor(pageCursor('PATH DESC', ['a', 'b']), EXPECTED), refusal);
  });

  it('has one value for each column', () => {
    for (const values of [[], ['a'], ['a', 'b', 'c']]) {
      assert.throws(() => parsePageCursor(pageCursor('PATH ASC', values), EXPECTED), refusal);
    }
  });

  it('is refused when it is none, under the name of the property it came in', () => {
    const none = ['', '!', 'abc', encoded('{}'), encoded('"PATH ASC"'), encoded(['PATH ASC', 1, 2]), encoded(null)];
    none.push(encoded('['.repeat(100_000)), encoded(['PATH ASC', ['a'], 'b']), encoded(['PATH ASC', null, 'b']));
    for (const cursor of none) assert.throws(() => parsePageCursor(cursor, EXPECTED), refusal, cursor.slice(0, 20));
    assert.throws(() => parsePageCursor('', { ...EXPECTED, property: 'before' }), { property: 'before' });
  });
});
