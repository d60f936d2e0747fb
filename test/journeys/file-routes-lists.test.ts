import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { FileRoutes, fileIn, filesIn, refusalOf } from '../support/file-routes.js';
import { createEntry } from '../support/entries.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

describe('a list of files by a route', () => {
  let thingstore: TestThingstore;
  let files: FileRoutes;
  const names = Array.from({ length: 25 }, (_, nth) => `log ${nth.toString().padStart(2, '0')}.csv`);
  before(async () => {
    thingstore = await startThingstore();
    const thing = await thingstore.thing('cam-1');
    files = FileRoutes.ofThing(thing);
    // Not in the order of their times, and some of the same.
    for (const [nth, name] of names.entries()) {
      const time = 1_710_000_000 + ((nth * 7) % 13);
      assert.equal((await files.post({ name, bytes: name, fields: { time: time.toString() } })).status, 201);
    }
    await createEntry(thing, { ownerId: 'cam-1', path: 'elsewhere/a' });
  });
  after(() => thingstore.stop());

  const list = async (query: string) => filesIn(await files.list(query));

  it('is as it is documented, the newest time first [S2-027 S2-028 S2-029 S2-030 S2-031]', async () => {
    const other = FileRoutes.ofThing(await thingstore.thing('cam-2'));
    for (const [name, format, time] of [
      ['calibration.json', 'json', 1709900000],
      ['sensor-data.csv', 'csv', 1710000000],
    ] as const) {
      await other.post({ name, bytes: '{}', metadata: { class: 'document', format, time } });
    }
    const answer = await other.list();
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    assert.deepEqual(fileIn(answer), {
      total: 2,
      files: [
        { name: 'sensor-data.csv', class: 'document', format: 'csv', time: 1710000000.0 },
        { name: 'calibration.json', class: 'document', format: 'json', time: 1709900000.0 },
      ],
    });
    assert.equal(answer.headers.get('link'), null);
  });

  it('of none is empty', async () => {
    const none = FileRoutes.ofThing(await thingstore.thing('cam-3'));
    assert.deepEqual(fileIn(await none.list()), { total: 0, files: [] });
  });

  it('is followed to its end by the header Link, and has each file once', async () => {
    for (const limit of [1, 7, 24, 25, 26]) {
      const found: string[] = [];
      let next: string | undefined = `/files?limit=${limit.toString()}`;
      let pages = 0;
      while (next !== undefined) {
        const answer = await files.list(next.slice('/files'.length));
        const { total, files: listed } = filesIn(answer);
        assert.equal(total, 25);
        found.push(...listed.map(({ name }) => name));
        next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
        pages += 1;
      }
      assert.deepEqual([pages, [...found].sort()], [Math.ceil(25 / limit), names]);
      const { files: whole } = await list('');
      assert.deepEqual(
        found,
        whole.map(({ name }) => name),
      );
    }
  });

  it('is followed from where it was, whatever comes meanwhile', async () => {
    const busy = FileRoutes.ofThing(await thingstore.thing('cam-5'), '/fs/files');
    const post = async (name: string, time: number) => {
      assert.equal((await busy.post({ name, bytes: name, fields: { time: time.toString() } })).status, 201);
    };
    for (const [nth, name] of ['a', 'b', 'c'].entries()) await post(name, 1_710_000_000 + nth);
    const first = await busy.list('?limit=2');
    await post('newer', 1_710_000_100);
    const next = /after=([\w-]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const { total, files: rest } = filesIn(await busy.list(`?limit=2&after=${next}`));
    assert.deepEqual([total, rest.map(({ name }) => name)], [4, ['a']]);
    assert.deepEqual(refusalOf(await busy.list(`?offset=1&after=${next}`)), [400, 'INVALID_ARGUMENTS', 'offset']);
    // It goes with the list that it was given out for.
    assert.deepEqual(refusalOf(await files.list(`?after=${next}`)), [400, 'INVALID_ARGUMENTS', 'after']);
  });

  it('leads to this server alone, whichever the request names', async () => {
    const elsewhere = new FileRoutes(files.url, files.authorization, 'http://elsewhere.example/files');
    const line = await elsewhere.begin({ method: 'GET', rest: '?limit=1', headers: {} });
    const { status, head } = await line.answer();
    assert.equal(status, 200);
    assert.match(head, /\r\nlink: <\/files\?limit=1&after=/);
  });

  it('of a group is followed below its own path', async () => {
    const answer = await FileRoutes.ofThing(await thingstore.thing('cam-4'), '/fs/files').list('?limit=1');
    assert.equal(answer.headers.get('link'), null);
    const alias = await fetch(`${thingstore.url}/fs/files?limit=24`, {
      headers: { authorization: files.authorization ?? '' },
    });
    assert.match(alias.headers.get('link') ?? '', /^<\/fs\/files\?limit=24&after=[\w-]+>; rel="next"$/);
  });

  it('takes offsets and limits in their range, and no others', async () => {
    assert.equal((await list('?limit=200')).files.length, 25);
    assert.equal((await list('?limit=1&offset=24')).files.length, 1);
    assert.deepEqual(await list('?offset=25'), { total: 25, files: [] });
    assert.deepEqual(await list('?offset=10000&limit=200'), { total: 25, files: [] });
    for (const [query, property] of [
      ['?limit=0', 'limit'],
      ['?limit=201', 'limit'],
      ['?limit=-1', 'limit'],
      ['?limit=1.5', 'limit'],
      ['?limit=', 'limit'],
      ['?limit=ten', 'limit'],
      ['?limit=1e1', 'limit'],
      ['?limit=0x10', 'limit'],
      ['?limit=%201', 'limit'],
      ['?limit=1&limit=2', 'limit'],
      ['?limit[a]=1', 'limit[a]'],
      ['?offset=', 'offset'],
      ['?offset=-1', 'offset'],
      ['?offset=10001', 'offset'],
      ['?offset=1e999', 'offset'],
      ['?after=nowhere', 'after'],
      ['?page=2', 'page'],
      ['?__proto__=2', '__proto__'],
      ['?name=x', 'name'],
    ] as const) {
      const answer = await files.list(query);
      assert.equal(answer.status, 400, query);
      assert.deepEqual(refusalOf(answer), [400, 'INVALID_ARGUMENTS', property], query);
    }
  });
});
