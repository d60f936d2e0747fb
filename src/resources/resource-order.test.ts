import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OrderDirection, ResourceOrderField } from './resource-filter.input.js';
import { ResourceKind } from './resource-kind.js';
import { parseResourceOrder } from './resource-order.js';
import type { ResourceRow } from './resource-row.js';
import { ResourceState } from './resource.entity.js';

const { ASC, DESC } = OrderDirection;
const { CREATED_AT, DATA_CREATED_AT, PATH, UPDATED_AT } = ResourceOrderField;

const ROW: ResourceRow = {
  id: '019a0000-0000-7000-8000-000000000001',
  project_id: 'p',
  owner_id: 'o',
  coowner_id: null,
  path: 'a/b',
  type: 'application/json',
  kind: ResourceKind.JSON,
  state: ResourceState.READY,
  data: {},
  details: null,
  object_id: null,
  source_id: null,
  archive_at: null,
  delete_at: null,
  metadata: {},
  archived_at: null,
  version: 1,
  file_class: null,
  file_format: null,
  created_at: new Date('2026-01-01T00:00:00.001Z'),
  data_created_at: new Date('2026-01-02T00:00:00.002Z'),
  updated_at: new Date('2026-01-03T00:00:00.003Z'),
};

function directions(order: ReturnType<typeof parseResourceOrder>): string[] {
  return order.columns.map(({ column, direction }) => `${column} ${direction}`);
}

describe('the order of a list', () => {
  it('is newest capture first when nobody says otherwise', () => {
    for (const unsaid of [undefined, null, []]) {
      assert.deepEqual(directions(parseResourceOrder(unsaid)), ['r.data_created_at DESC', 'r.id DESC']);
    }
  });

  it('ends with the id, in the direction of the last part, so that it is total', () => {
    const mixed = parseResourceOrder([
      { field: PATH, direction: ASC },
      { field: CREATED_AT, direction: DESC },
    ]);
    assert.deepEqual(directions(mixed), ['r.path ASC', 'r.created_at DESC', 'r.id DESC']);
    assert.deepEqual(directions(parseResourceOrder([{ field: UPDATED_AT, direction: ASC }])), [
      'r.updated_at ASC',
      'r.id ASC',
    ]);
  });

  it('has a name of its own, whatever is asked', () => {
    const orders = [
      [{ field: PATH, direction: ASC }],
      [{ field: PATH, direction: DESC }],
      [{ field: CREATED_AT, direction: ASC }],
      [
        { field: PATH, direction: ASC },
        { field: CREATED_AT, direction: ASC },
      ],
      [
        { field: CREATED_AT, direction: ASC },
        { field: PATH, direction: ASC },
      ],
    ];
    assert.equal(new Set(orders.map((order) => parseResourceOrder(order).name)).size, orders.length);
  });

  it('says where a row stands in it: one text for each column', () => {
    const all = [PATH, UPDATED_AT, DATA_CREATED_AT, CREATED_AT].map((field) => ({ field, direction: ASC }));
    assert.deepEqual(parseResourceOrder(all).values(ROW), [
      'a/b',
      '2026-01-03T00:00:00.003Z',
      '2026-01-02T00:00:00.002Z',
      '2026-01-01T00:00:00.001Z',
      ROW.id,
    ]);
  });

  it('names each field once', () => {
    const twice = [
      { field: PATH, direction: ASC },
      { field: PATH, direction: DESC },
    ];
    assert.throws(() => parseResourceOrder(twice), { code: 'INVALID_ARGUMENTS', property: 'order' });
  });
});
