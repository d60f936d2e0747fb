import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createJson, deleteByIds, FEED_CHANGED, FEED_UPDATE, feedNow } from '../support/feed.js';
import type { ResourceChangeFilter } from '../support/generated/graphql.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { picture, put, requestUpload } from '../support/uploads.js';

let thingstore: TestThingstore;
let root: ApiClient;
let start: string;
let photo: string;

/** The last change of the story: all filters below let it through, so that whoever has it has had all before. */
const LAST = 'UPDATED rec/photo';

before(async () => {
  thingstore = await startThingstore();
  root = thingstore.root;
  await Promise.all([thingstore.thing('pump'), thingstore.thing('valve')]);
  start = await feedNow(root);
  const folder = await createJson(root, { ownerId: 'pump', path: 'rec' });
  const namesake = await createJson(root, { ownerId: 'pump', path: 'recorder' });
  await createJson(root, { ownerId: 'valve', path: 'rec/valve' });
  await createJson(root, { ownerId: 'pump', coownerId: 'valve', path: 'shared' });
  await createJson(root, { ownerId: 'pump', path: 'i18n/en' });
  const place = { ownerId: 'pump', coownerId: 'valve', path: 'rec/photo' };
  const ticket = await requestUpload(root, { ...place, type: 'image/png' });
  photo = ticket.resource.id;
  await put(ticket.upload, await picture('png'));
  await root.request(FEED_UPDATE, { input: { id: namesake, path: 'rec/in' } });
  await root.request(FEED_UPDATE, { input: { id: namesake, path: 'out' } });
  await deleteByIds(root, [folder]);
  await root.request(FEED_UPDATE, { input: { id: photo, metadata: { last: true } } });
});
after(async () => thingstore.stop());

async function heard(filter: ResourceChangeFilter): Promise<readonly string[]> {
  const watching = root.subscribe(FEED_CHANGED, { after: start, filter });
  const told = () => watching.events.map(({ resourceChanged: { action, path } }) => `${action} ${path}`);
  await watching.until(() => told().includes(LAST));
  await watching.stop();
  return told();
}

describe('a subscriber that asks for some changes only', () => {
  const pumpAlone = [
    ...['CREATED rec', 'CREATED recorder', 'CREATED shared', 'CREATED i18n/en', 'CREATED rec/photo'],
    ...['UPDATED rec/in', 'UPDATED out', 'DELETED rec', LAST],
  ];
  const belowRec = [
    ...['CREATED rec', 'CREATED rec/valve', 'CREATED rec/photo', 'UPDATED rec/in', 'UPDATED out', 'DELETED rec', LAST],
  ];
  const story: readonly {
    readonly asks: string;
    readonly filter: () => ResourceChangeFilter;
    readonly gets: readonly string[];
  }[] = [
    {
      asks: 'for nothing in particular, gets all',
      filter: () => ({}),
      gets: [...pumpAlone.slice(0, 2), 'CREATED rec/valve', ...pumpAlone.slice(2)],
    },
    { asks: 'by owner', filter: () => ({ ownerIds: ['pump'] }), gets: pumpAlone },
    {
      asks: 'by co-owner',
      filter: () => ({ coownerIds: ['valve'] }),
      gets: ['CREATED shared', 'CREATED rec/photo', LAST],
    },
    { asks: 'by resource', filter: () => ({ resourceIds: [photo] }), gets: ['CREATED rec/photo', LAST] },
    {
      asks: 'by resource, its id in capitals',
      filter: () => ({ resourceIds: [photo.toUpperCase()] }),
      gets: ['CREATED rec/photo', LAST],
    },
    {
      asks: 'by path, gets what lies there or below, and what moves in or out',
      filter: () => ({ path: '/rec/' }),
      gets: belowRec,
    },
    {
      asks: 'by path without children',
      filter: () => ({ path: 'rec/photo', children: false }),
      gets: ['CREATED rec/photo', LAST],
    },
    {
      asks: 'by action',
      filter: () => ({ actions: ['UPDATED', 'DELETED'] }),
      gets: ['UPDATED rec/in', 'UPDATED out', 'DELETED rec', LAST],
    },
    {
      asks: 'by kind',
      filter: () => ({ kinds: ['IMAGE', 'I18N'] }),
      gets: ['CREATED i18n/en', 'CREATED rec/photo', LAST],
    },
    { asks: 'by type', filter: () => ({ types: ['image/png'] }), gets: ['CREATED rec/photo', LAST] },
    { asks: 'by a family of types', filter: () => ({ types: ['image/*'] }), gets: ['CREATED rec/photo', LAST] },
    {
      asks: 'by several things at once, gets what meets them all',
      filter: () => ({ path: 'rec', ownerIds: ['pump'], coownerIds: ['valve'], actions: ['UPDATED'] }),
      gets: [LAST],
    },
  ];
  for (const { asks, filter, gets } of story) {
    it(asks, async () => {
      assert.deepEqual(await heard(filter()), gets);
    });
  }

  for (const { property, filter } of [
    { property: 'path', filter: { path: 'a//b' } },
    { property: 'types', filter: { types: ['image'] } },
  ] as const) {
    it(`is told when its ${property} cannot be meant`, async () => {
      const watching = root.subscribe(FEED_CHANGED, { after: start, filter });
      await watching.until(({ isEnded }) => isEnded);
      const [error] = watching.errors as readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
      assert.deepEqual([error?.extensions['code'], error?.extensions['property']], ['INVALID_ARGUMENTS', property]);
      await watching.stop();
    });
  }
});
