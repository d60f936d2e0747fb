import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toPage } from './page.js';
import type { PageRequest } from './page-request.js';

const SEE = { node: (row: number) => row * 10, cursor: (row: number) => `c${row.toString()}` };

function page(request: Partial<PageRequest>, rows: readonly number[]) {
  return toPage({ size: 2, isBackward: false, cursor: null, offset: 0, ...request }, rows, SEE);
}

describe('a page', () => {
  it('shows its entries with their cursors, without the one that was read to look ahead', () => {
    const { edges, nodes, pageInfo } = page({}, [1, 2, 3]);
    assert.deepEqual(nodes, [10, 20]);
    assert.deepEqual(edges, [
      { cursor: 'c1', node: 10 },
      { cursor: 'c2', node: 20 },
    ]);
    assert.deepEqual(pageInfo, { hasNextPage: true, hasPreviousPage: false, startCursor: 'c1', endCursor: 'c2' });
  });

  it('is the last one when nothing follows, also when it is just full', () => {
    for (const rows of [[1], [1, 2]]) assert.equal(page({}, rows).pageInfo.hasNextPage, false);
    assert.equal(page({ cursor: 'c0' }, [1]).pageInfo.hasPreviousPage, true);
  });

  it('is in the order of the list when it was read backward', () => {
    const { nodes, pageInfo } = page({ isBackward: true, cursor: 'c9' }, [8, 7, 6]);
    assert.deepEqual(nodes, [70, 80]);
    assert.deepEqual(pageInfo, { hasNextPage: true, hasPreviousPage: true, startCursor: 'c7', endCursor: 'c8' });
  });

  it('that is the end of the list, read backward, has nothing after it', () => {
    assert.deepEqual(page({ isBackward: true }, [9, 8]).pageInfo, {
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: 'c8',
      endCursor: 'c9',
    });
  });

  it('has others before it when some were skipped', () => {
    assert.equal(page({ offset: 1 }, [1]).pageInfo.hasPreviousPage, true);
    assert.equal(page({ offset: 0 }, [1]).pageInfo.hasPreviousPage, false);
  });

  it('without entries has no cursors', () => {
    const { edges, nodes, pageInfo } = page({}, []);
    assert.deepEqual([edges, nodes], [[], []]);
    assert.deepEqual(pageInfo, { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null });
  });
});
