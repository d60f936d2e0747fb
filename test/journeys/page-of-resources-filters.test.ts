import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createEntry, createOwner, entries, ENTRIES, paths, updateEntry } from '../support/entries.js';
import type { EntriesPageQueryVariables, ResourceFilter } from '../support/generated/graphql.js';
import { Records } from '../support/records.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { picture, put, requestUpload } from '../support/uploads.js';

const BY_PATH = [{ field: 'PATH', direction: 'ASC' }] as const;

describe('a page of resources is narrowed', () => {
  const clock = new SetClock(new Date('2026-05-04T10:00:00.000Z'));
  let thingstore: TestThingstore;
  let root: ApiClient;
  before(async () => {
    thingstore = await startThingstore({ clock, settings: { TOKEN_LIFETIME: '20d' } });
    ({ root } = thingstore);
    for (const id of ['tree', 'times', 'kinds', 'shared', 'mate', 'other']) {
      await createOwner(root, { id, kind: 'OTHER', name: id });
    }
  });
  after(() => thingstore.stop());

  const listed = (variables: EntriesPageQueryVariables) => paths(root, { order: BY_PATH, first: 200, ...variables });
  const refused = async (variables: EntriesPageQueryVariables) => {
    const { code, property } = (await root.refusal(ENTRIES, variables)).extensions;
    return [code, property];
  };

  describe('by its path', () => {
    const TREE = ['a', 'a b', 'a-b', 'a.b', 'a/b', 'a/b/c', 'a/b/c/d', 'a/bc', 'a0', 'aa', 'A/b', 'b', '日/本'];
    before(async () => {
      for (const path of TREE) await createEntry(root, { ownerId: 'tree', path });
      await createEntry(root, { ownerId: 'other', path: 'a/b' });
    });
    const at = (variables: EntriesPageQueryVariables) => listed({ ownerId: 'tree', ...variables });

    it('to the entry at the path', async () => {
      assert.deepEqual(await at({ path: 'a' }), ['a']);
      assert.deepEqual(await at({ path: '/a/b/', children: false, childrenOnly: false }), ['a/b']);
      assert.deepEqual(await at({ path: 'a/b', children: null, childrenOnly: null }), ['a/b']);
      assert.deepEqual(await at({ path: 'nowhere' }), []);
    });

    it('to the path and all that lies below it, on segment boundaries', async () => {
      assert.deepEqual(await at({ path: 'a', children: true }), ['a', 'a/b', 'a/b/c', 'a/b/c/d', 'a/bc']);
      assert.deepEqual(await at({ path: 'a/b', children: true }), ['a/b', 'a/b/c', 'a/b/c/d']);
      assert.deepEqual(await at({ path: '日', children: true }), ['日/本']);
    });

    it('to what lies below it alone, whether or not children are asked for', async () => {
      for (const children of [true, false]) {
        assert.deepEqual(await at({ path: 'a', children, childrenOnly: true }), ['a/b', 'a/b/c', 'a/b/c/d', 'a/bc']);
      }
      assert.deepEqual(await at({ path: 'a/b/c/d', childrenOnly: true }), []);
    });

    it('not at all when there is none, whatever is asked of children', async () => {
      for (const variables of [{}, { path: null }, { children: true }, { childrenOnly: true }]) {
        assert.deepEqual(
          await at(variables),
          TREE.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
        );
      }
    });

    it('of one owner, or of all [S1-036]', async () => {
      assert.deepEqual(await listed({ path: 'a/b' }), ['a/b', 'a/b']);
      assert.equal((await entries(root, { ownerId: 'other', path: 'a', children: true })).totalCount, 1);
    });

    it('never by what is no path', async () => {
      for (const path of ['', '..', 'a//b', 'x'.repeat(1025)]) {
        assert.deepEqual(await refused({ path }), ['INVALID_ARGUMENTS', 'path'], path);
      }
    });
  });

  describe('by its times', () => {
    const moments = [0, 1, 2].map((hour) => new Date(Date.UTC(2026, 4, 5, hour)));
    const [first = new Date(0), second = new Date(0), third = new Date(0)] = moments;
    const beyond = (moment: Date) => new Date(moment.getTime() + 1).toISOString();
    before(async () => {
      // Made at one time, captured at another, changed at a third.
      const ids: string[] = [];
      for (const [index, moment] of moments.entries()) {
        clock.set(moment);
        const dataCreatedAt = new Date(moment.getTime() - 86_400_000).toISOString();
        ids.push((await createEntry(root, { ownerId: 'times', path: index.toString(), dataCreatedAt })).id);
      }
      for (const [index, id] of ids.entries()) {
        clock.set(new Date((moments[index] ?? first).getTime() + 86_400_000));
        await updateEntry(root, { id, metadata: { changed: true } });
      }
    });

    for (const [field, shift] of [
      ['createdAt', 0],
      ['dataCreatedAt', -86_400_000],
      ['updatedAt', 86_400_000],
    ] as const) {
      it(`${field}: from is in it, to is not, to the millisecond`, async () => {
        const shifted = (moment: Date | string) => new Date(new Date(moment).getTime() + shift).toISOString();
        const within = (range: NonNullable<ResourceFilter[typeof field]>) =>
          listed({ ownerId: 'times', filter: { [field]: range } });
        assert.deepEqual(await within({ from: shifted(second) }), ['1', '2']);
        assert.deepEqual(await within({ from: shifted(beyond(second)) }), ['2']);
        assert.deepEqual(await within({ to: shifted(second) }), ['0']);
        assert.deepEqual(await within({ to: shifted(beyond(second)) }), ['0', '1']);
        assert.deepEqual(await within({ from: shifted(first), to: shifted(third) }), ['0', '1']);
        assert.deepEqual(await within({ from: shifted(first), to: shifted(first) }), []);
        assert.deepEqual(await within({ from: null, to: null }), ['0', '1', '2']);
        const backward = { [field]: { from: shifted(beyond(first)), to: shifted(first) } };
        assert.deepEqual(await refused({ filter: backward }), ['INVALID_ARGUMENTS', 'from']);
      });
    }

    it('read with any offset', async () => {
      const dataCreatedAt = { from: '2026-05-04T05:30:00+04:30', to: '2026-05-03T20:00:00.001-05:00' };
      assert.deepEqual(await listed({ ownerId: 'times', filter: { dataCreatedAt } }), ['1']);
    });
  });

  describe('by what it is', () => {
    const ids = new Map<string, string>();
    before(async () => {
      const png = await picture('png');
      for (const [path, type] of [
        ['photo', 'image/png'],
        ['table', 'text/csv; charset=utf-8'],
        ['film', 'video/mp4'],
      ] as const) {
        const ticket = await requestUpload(root, { ownerId: 'kinds', path, type });
        assert.equal((await put(ticket.upload, path === 'photo' ? png : Buffer.from('a,b\n1,2\n'))).status, 201);
        ids.set(path, ticket.resource.id);
      }
      const awaited = await requestUpload(root, { ownerId: 'kinds', path: 'awaited', type: 'image/jpeg' });
      ids.set('awaited', awaited.resource.id);
      for (const [path, type] of [
        ['i18n/en', 'application/json'],
        ['map', 'application/geo+json'],
        ['note', 'application/json'],
        ['old', 'application/json'],
      ] as const) {
        ids.set(path, (await createEntry(root, { ownerId: 'kinds', path, type })).id);
      }
      const records = await Records.open(thingstore.databaseUrl);
      await records.ask('update resource set archived_at = now() where id = $1', ids.get('old'));
      await records.close();
    });
    const filtered = (filter: ResourceFilter) => listed({ ownerId: 'kinds', filter });
    const idOf = (path: string) => ids.get(path) ?? '';

    it('to kinds', async () => {
      assert.deepEqual(await filtered({ kinds: ['IMAGE'] }), ['photo']);
      assert.deepEqual(await filtered({ kinds: ['JSON', 'I18N'] }), ['i18n/en', 'map', 'note']);
      assert.deepEqual(await filtered({ kinds: ['VIDEO', 'FILE', 'TEXT'] }), ['film', 'table']);
      assert.deepEqual(await filtered({ kinds: [] }), []);
    });

    it('to MIME types and families of them, parameters aside', async () => {
      assert.deepEqual(await filtered({ types: ['image/*'] }), ['photo']);
      assert.deepEqual(await filtered({ types: ['text/csv'] }), ['table']);
      assert.deepEqual(await filtered({ types: ['APPLICATION/GEO+JSON', 'video/*'] }), ['film', 'map']);
      assert.deepEqual(await filtered({ types: ['text/c'] }), []);
      assert.deepEqual(await filtered({ types: [] }), []);
      for (const type of ['image', '*/*', 'image/%', "image/*' or true --"]) {
        assert.deepEqual(await refused({ filter: { types: [type] } }), ['INVALID_ARGUMENTS', 'types'], type);
      }
    });

    it('to states: what awaits its bytes is listed only on request', async () => {
      const all = ['film', 'i18n/en', 'map', 'note', 'photo', 'table'];
      for (const filter of [{}, { states: null }, { states: ['READY'] }] satisfies ResourceFilter[]) {
        assert.deepEqual(await filtered(filter), all);
      }
      assert.deepEqual(await filtered({ states: ['AWAITING_UPLOAD'] }), ['awaited']);
      assert.deepEqual(await filtered({ states: ['AWAITING_UPLOAD', 'READY'] }), ['awaited', ...all]);
      assert.deepEqual(await filtered({ states: [] }), []);
    });

    it('to what is archived, to what is not, or to both', async () => {
      assert.deepEqual(await filtered({ archived: 'ONLY' }), ['old']);
      assert.deepEqual(await filtered({ archived: 'INCLUDE', kinds: ['JSON'] }), ['map', 'note', 'old']);
      for (const archived of ['EXCLUDE', null] as const) {
        assert.deepEqual(await filtered({ archived, kinds: ['JSON'] }), ['map', 'note']);
      }
    });

    it('to ids, of which those that are none are nothing', async () => {
      const some = [idOf('note'), idOf('map').toUpperCase(), idOf('old'), idOf('awaited'), 'no id', ''];
      assert.deepEqual(await filtered({ ids: some }), ['map', 'note']);
      assert.deepEqual(await filtered({ ids: some, states: ['AWAITING_UPLOAD'] }), ['awaited']);
      assert.deepEqual(await filtered({ ids: [] }), []);
      assert.deepEqual(await listed({ ownerId: 'other', filter: { ids: [idOf('note')] } }), []);
    });

    it('by all that is said at once', async () => {
      const filter: ResourceFilter = {
        kinds: ['IMAGE', 'JSON'],
        types: ['image/*', 'application/json'],
        states: ['READY'],
      };
      assert.deepEqual(await filtered(filter), ['note', 'photo']);
      assert.deepEqual(await listed({ ownerId: 'kinds', filter, path: 'photo' }), ['photo']);
      assert.equal((await entries(root, { ownerId: 'kinds', filter, first: 1 })).totalCount, 2);
    });
  });

  describe('by its co-owner', () => {
    before(async () => {
      await createEntry(root, { ownerId: 'shared', path: 'alone' });
      await createEntry(root, { ownerId: 'shared', coownerId: 'mate', path: 'with mate' });
      await createEntry(root, { ownerId: 'shared', coownerId: 'other', path: 'with other' });
      await createEntry(root, { ownerId: 'mate', path: 'of mate' });
    });

    it('to any, to none, or to one [S1-037]', async () => {
      assert.deepEqual(await listed({ ownerId: 'shared' }), ['alone', 'with mate', 'with other']);
      assert.deepEqual(await listed({ ownerId: 'shared', coownerId: null }), ['alone']);
      assert.deepEqual(await listed({ ownerId: 'shared', coownerId: 'mate' }), ['with mate']);
      assert.deepEqual(await listed({ coownerId: 'mate' }), ['with mate']);
      assert.deepEqual(await listed({ ownerId: 'shared', coownerId: 'nobody' }), []);
    });
  });
});
