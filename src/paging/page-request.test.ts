import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePageRequest } from './page-request.js';

describe('which page is asked for', () => {
  it('is the first 20 entries when nobody says', () => {
    assert.deepEqual(parsePageRequest({}), { size: 20, isBackward: false, cursor: null, offset: 0 });
    assert.deepEqual(parsePageRequest({ first: null, after: null, last: null, before: null }), parsePageRequest({}));
  });

  it('goes on from a cursor, or back from it', () => {
    assert.deepEqual(parsePageRequest({ first: 5, after: 'x' }), {
      size: 5,
      isBackward: false,
      cursor: 'x',
      offset: 0,
    });
    assert.deepEqual(parsePageRequest({ after: 'x' }), { size: 20, isBackward: false, cursor: 'x', offset: 0 });
    assert.deepEqual(parsePageRequest({ last: 5, before: 'x' }), { size: 5, isBackward: true, cursor: 'x', offset: 0 });
    assert.deepEqual(parsePageRequest({ before: 'x' }), { size: 20, isBackward: true, cursor: 'x', offset: 0 });
    assert.deepEqual(parsePageRequest({ last: 5 }), { size: 5, isBackward: true, cursor: null, offset: 0 });
  });

  it('has 1 to 200 entries', () => {
    for (const property of ['first', 'last'] as const) {
      for (const size of [1, 200]) assert.equal(parsePageRequest({ [property]: size }).size, size);
      for (const size of [0, -1, 201, 1_000_000_000]) {
        assert.throws(() => parsePageRequest({ [property]: size }), {
          code: 'INVALID_ARGUMENTS',
          property,
          params: { maximum: 200 },
        });
      }
    }
  });

  it('may skip 0 to 10,000 entries, and is told of cursors beyond', () => {
    for (const offset of [0, 1, 10_000]) assert.equal(parsePageRequest({ first: 1, offset }).offset, offset);
    for (const offset of [-1, 10_001, 2_147_483_647]) {
      assert.throws(() => parsePageRequest({ offset }), {
        code: 'INVALID_ARGUMENTS',
        property: 'offset',
        params: { maximum: 10_000 },
        message: /cursor/,
      });
    }
    for (const page of [{ after: 'x' }, { before: 'x' }, { last: 1 }]) {
      for (const offset of [0, 1]) {
        assert.throws(() => parsePageRequest({ ...page, offset }), { code: 'INVALID_ARGUMENTS', property: 'offset' });
      }
      assert.equal(parsePageRequest({ ...page, offset: null }).offset, 0);
    }
  });

  it('goes one way only', () => {
    for (const [page, property] of [
      [{ first: 1, last: 1 }, 'last'],
      [{ after: 'x', before: 'y' }, 'after'],
      [{ after: 'x', last: 1 }, 'after'],
      [{ before: 'x', first: 1 }, 'before'],
    ] as const) {
      assert.throws(() => parsePageRequest(page), { code: 'INVALID_ARGUMENTS', property }, JSON.stringify(page));
    }
  });
});
