import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createEntry, createOwner, entries, ENTRIES, updateEntry } from '../support/entries.js';
import type { OrderDirection, ResourceOrder, ResourceOrderField } from '../support/generated/graphql.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

type Entry = Awaited<ReturnType<typeof createEntry>>;

const VALUE = {
  DATA_CREATED_AT: (entry: Entry) => entry.dataCreatedAt,
  CREATED_AT: (entry: Entry) => entry.createdAt,
  UPDATED_AT: (entry: Entry) => entry.updatedAt,
  PATH: (entry: Entry) => entry.path,
} as const satisfies Record<ResourceOrderField, (entry: Entry) => string>;

const FIELDS = Object.keys(VALUE) as ResourceOrderField[];
const DIRECTIONS: readonly OrderDirection[] = ['ASC', 'DESC'];

/** Two owners share the paths; upper case, dots, digits and letters beyond ASCII sort by their bytes. */
const PATHS = ['a', 'a/b', 'a.b', 'a0', 'B', 'b', 'é', 'z', '日', '😀'];

describe('the order of a page', () => {
  const clock = new SetClock(new Date('2026-05-04T10:00:00.000Z'));
  let thingstore: TestThingstore;
  let all: readonly Entry[] = [];
  before(async () => {
    thingstore = await startThingstore({ clock });
    const made: Entry[] = [];
    for (const ownerId of ['cam-1', 'cam-2']) {
      await createOwner(thingstore.root, { id: ownerId, kind: 'OTHER', name: ownerId });
      for (const [index, path] of PATHS.entries()) {
        // Two share each moment of making, three each moment of capture.
        if (index % 2 === 0) clock.advance(1000);
        const dataCreatedAt = new Date(Date.UTC(2026, 0, 1 + ((index * 3) % 4))).toISOString();
        made.push(await createEntry(thingstore.root, { ownerId, path, dataCreatedAt }));
      }
    }
    clock.advance(1000);
    all = await Promise.all(
      made.map(async (entry, index) =>
        index % 5 === 0
          ? { ...entry, ...(await updateEntry(thingstore.root, { id: entry.id, metadata: { changed: true } })) }
          : entry,
      ),
    );
  });
  after(() => thingstore.stop());

  /** The ids as the order wants them, by bytes; the id is its last part, in the direction of the last one. */
  function expected(order: readonly ResourceOrder[]): readonly string[] {
    const parts = [
      ...order.map(({ field, direction }) => ({ value: VALUE[field], direction })),
      { value: (entry: Entry) => entry.id, direction: order.at(-1)?.direction },
    ];
    const compare = (one: Entry, other: Entry): number => {
      for (const { value, direction } of parts) {
        const difference = Buffer.compare(Buffer.from(value(one)), Buffer.from(value(other)));
        if (difference !== 0) return direction === 'ASC' ? difference : -difference;
      }
      return 0;
    };
    return all.toSorted(compare).map((entry) => entry.id);
  }

  async function walked(
    order: readonly ResourceOrder[],
    size: number,
    isBackward: boolean,
  ): Promise<readonly string[]> {
    const seen: string[] = [];
    let cursor: string | null = null;
    for (;;) {
      const way = isBackward ? { last: size, before: cursor } : { first: size, after: cursor };
      const { nodes, pageInfo } = await entries(thingstore.root, { order, ...way });
      const ids = nodes.map((node) => node.id);
      if (isBackward) seen.unshift(...ids);
      else seen.push(...ids);
      cursor = (isBackward ? pageInfo.startCursor : pageInfo.endCursor) ?? null;
      if (!(isBackward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return seen;
    }
  }

  for (const field of FIELDS) {
    for (const direction of DIRECTIONS) {
      it(`by ${field} ${direction} holds on every page, forward and back, ties included`, async () => {
        const order = [{ field, direction }];
        assert.deepEqual(await walked(order, 200, false), expected(order));
        assert.deepEqual(await walked(order, 3, false), expected(order));
        assert.deepEqual(await walked(order, 3, true), expected(order));
      });
    }
  }

  it('may mix fields and directions [S1-063]', async () => {
    const orders: readonly ResourceOrder[][] = [
      [
        { field: 'DATA_CREATED_AT', direction: 'DESC' },
        { field: 'PATH', direction: 'ASC' },
      ],
      [
        { field: 'PATH', direction: 'DESC' },
        { field: 'CREATED_AT', direction: 'ASC' },
      ],
      [
        { field: 'CREATED_AT', direction: 'ASC' },
        { field: 'DATA_CREATED_AT', direction: 'DESC' },
        { field: 'UPDATED_AT', direction: 'DESC' },
        { field: 'PATH', direction: 'ASC' },
      ],
      [
        { field: 'DATA_CREATED_AT', direction: 'ASC' },
        { field: 'PATH', direction: 'ASC' },
      ],
    ];
    for (const order of orders) {
      assert.deepEqual(await walked(order, 4, false), expected(order));
      assert.deepEqual(await walked(order, 4, true), expected(order));
    }
  });

  it('is by capture, not by upload, when none is asked for [S1-050 S1-051]', async () => {
    const newest = expected([{ field: 'DATA_CREATED_AT', direction: 'DESC' }]);
    for (const order of [null, []]) {
      assert.deepEqual(
        (await entries(thingstore.root, { order, first: 200 })).nodes.map((node) => node.id),
        newest,
      );
    }
  });

  it('names each field once, and only fields that there are', async () => {
    const order = [
      { field: 'PATH', direction: 'ASC' },
      { field: 'PATH', direction: 'DESC' },
    ] as const;
    const { extensions } = await thingstore.root.refusal(ENTRIES, { order });
    assert.deepEqual([extensions.code, extensions.property], ['INVALID_ARGUMENTS', 'order']);
    for (const [wrong, property] of [
      ['[{ field: SIZE, direction: ASC }]', 'field'],
      ['[{ field: PATH, direction: UP }]', 'direction'],
      ['{ field: "path; drop table resource", direction: ASC }', 'field'],
    ] as const) {
      const { status, errors } = await thingstore.root.send(`{ resources(order: ${wrong}) { totalCount } }`);
      const { code, property: told } = errors?.[0]?.extensions ?? {};
      assert.deepEqual([status, code, told], [400, 'INVALID_ARGUMENTS', property]);
    }
    const missing = await thingstore.root.send('{ resources(order: [{ field: PATH }]) { totalCount } }');
    const { code, property } = missing.errors?.[0]?.extensions ?? {};
    assert.deepEqual([code, property], ['PROPERTY_REQUIRED', 'direction']);
  });
});
