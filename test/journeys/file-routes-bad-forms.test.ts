import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  bareRefusal,
  bodyOf,
  FileRoutes,
  FORM_TYPE,
  incomingIn,
  keptIn,
  partHead,
  refusalOf,
  storedFiles,
  untilLetGo,
} from '../support/file-routes.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';

const STALL_MS = 600;
const FILE = `${partHead('file', 'new.bin')}the bytes of it`;
const metadata = (text: string) => `${partHead('metadata')}${text}`;

interface BadForm {
  readonly body: string;
  readonly type?: string;
  readonly refused: readonly [number, string, string?];
  /** Of the requirements that it proves, as at the end of a title. */
  readonly rows?: string;
}

const INVALID = (property: string) => [400, 'INVALID_ARGUMENTS', property] as const;

/** Bodies of a POST, and of a PUT where it does not say otherwise. */
const BAD_FORMS: Readonly<Record<string, BadForm>> = {
  'has another boundary than it says': {
    body: bodyOf(FILE).replaceAll('b0undary', 'another'),
    refused: INVALID('body'),
  },
  'says no boundary': { body: bodyOf(FILE), type: 'multipart/form-data', refused: INVALID('body') },
  'does not come to its end in the file': { body: FILE, refused: INVALID('file') },
  'does not come to its end behind the file': {
    body: `${FILE}\r\n${metadata('{"class":"docu')}`,
    refused: INVALID('body'),
  },
  'ends within the head of a part': { body: FILE.slice(0, 40), refused: INVALID('body') },
  'has two files': { body: bodyOf(FILE, FILE), refused: INVALID('file') },
  'has its file as a plain field': { body: bodyOf(`${partHead('file')}bytes`), refused: INVALID('file') },
  'has a part of another name': { body: bodyOf(FILE, `${partHead('owner')}x`), refused: INVALID('owner') },
  'has a part of another name before its file': {
    body: bodyOf(`${partHead('owner')}x`, FILE),
    refused: INVALID('owner'),
  },
  'has a file of another name before its file': {
    body: bodyOf(`${partHead('other', 'other.bin')}x`, FILE),
    refused: INVALID('other'),
  },
  'has a part without a name': {
    body: bodyOf(FILE, `--b0undary\r\nContent-Disposition: form-data\r\n\r\nx`),
    refused: INVALID('body'),
  },
  'has a part without a name before its file': {
    body: bodyOf(`--b0undary\r\nContent-Disposition: form-data\r\n\r\nx`, FILE),
    refused: INVALID('body'),
  },
  'has a file without a name': {
    body: bodyOf(`--b0undary\r\nContent-Disposition: form-data; filename="a"\r\n\r\nx`, FILE),
    refused: INVALID('body'),
  },
  'has a part twice': { body: bodyOf(FILE, metadata('{}'), metadata('{}')), refused: INVALID('metadata') },
  'has a part with huge headers': {
    body: bodyOf(`--b0undary\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\nx`, FILE),
    refused: INVALID('body'),
  },
  'has a head that is none': { body: bodyOf(`--b0undary\r\n\0\0\0\r\n\r\nx`, FILE), refused: INVALID('body') },
  'has metadata that is no JSON': {
    body: bodyOf(FILE, metadata('{"class":')),
    refused: INVALID('metadata'),
    rows: ' [S2-049]',
  },
  'has metadata that is a list': { body: bodyOf(FILE, metadata('[1]')), refused: INVALID('metadata') },
  'has metadata that is a text': { body: bodyOf(FILE, metadata('"x"')), refused: INVALID('metadata') },
  'has metadata that is null': { body: bodyOf(FILE, metadata('null')), refused: INVALID('metadata') },
  'has empty metadata': { body: bodyOf(FILE, metadata('')), refused: INVALID('metadata') },
  'has metadata in another encoding than UTF-8': {
    body: bodyOf(FILE, metadata('{"a":"\xff\xfe"}')),
    refused: INVALID('metadata'),
  },
  'has metadata with NUL': { body: bodyOf(FILE, metadata('{"a":"\\u0000"}')), refused: INVALID('metadata') },
  'has metadata with half of a surrogate pair': {
    body: bodyOf(FILE, metadata('{"metadata":{"a":"\\ud800"}}')),
    refused: INVALID('metadata'),
  },
  'has metadata with __proto__': {
    body: bodyOf(FILE, metadata('{"__proto__":{"class":"x"}}')),
    refused: INVALID('metadata'),
  },
  'has metadata with a number out of range': {
    body: bodyOf(FILE, metadata('{"a":1e999}')),
    refused: INVALID('metadata'),
  },
  'has metadata nested in metadata that is no object': {
    body: bodyOf(FILE, metadata('{"metadata":[1]}')),
    refused: INVALID('metadata'),
  },
  'has metadata as a file of more than 1 MiB': {
    body: bodyOf(FILE, `${partHead('metadata', 'm.json')}{"a":"${'x'.repeat(1024 * 1024)}"}`),
    refused: INVALID('metadata'),
  },
  'has metadata as a field of more than 1 MiB': {
    body: bodyOf(FILE, metadata(`{"a":"${'x'.repeat(1024 * 1024)}"}`)),
    refused: INVALID('metadata'),
  },
  'has a time that is no number': { body: bodyOf(FILE, `${partHead('time')}noon`), refused: INVALID('time') },
  'has a time as text in its metadata': { body: bodyOf(FILE, metadata('{"time":"1"}')), refused: INVALID('time') },
  'has a time out of range': { body: bodyOf(FILE, `${partHead('time')}1e999`), refused: INVALID('time') },
  'has a time after the year 9999': { body: bodyOf(FILE, `${partHead('time')}1e12`), refused: INVALID('time') },
  'has a class of 255 characters': {
    body: bodyOf(FILE, `${partHead('class')}${'x'.repeat(255)}`),
    refused: INVALID('class'),
  },
  'has a format with NUL': { body: bodyOf(FILE, `${partHead('format')}a\0b`), refused: INVALID('format') },
};

describe('a form that', () => {
  let thingstore: TestThingstore;
  let records: Records;
  let files: FileRoutes;
  before(async () => {
    thingstore = await startThingstore({
      settings: { BODY_STALL_TIMEOUT: `${STALL_MS}ms`, OPERATIONS_PER_VIEWER: '2' },
    });
    records = await Records.open(thingstore.databaseUrl);
    files = FileRoutes.ofThing(await thingstore.thing('cam-1'));
    assert.equal((await files.post({ name: 'old.bin', bytes: 'old bytes', metadata: { class: 'old' } })).status, 201);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  /** Does what is refused, and looks that nothing has changed and nothing is held. */
  async function leavesNothing(work: () => Promise<void>): Promise<void> {
    const before = await keptIn(records);
    await work();
    assert.deepEqual(await keptIn(records), before);
    await untilLetGo(thingstore.dataFolder);
    assert.equal((await files.download('old.bin')).bytes.toString(), 'old bytes');
  }

  async function send(method: string, body: string, type = FORM_TYPE) {
    const rest = method === 'PUT' ? '/old.bin' : '';
    const headers = { 'Content-Type': type, 'Content-Length': body.length.toString() };
    const line = await files.begin({ method, rest, headers });
    line.send(body);
    return line.answer();
  }

  for (const [name, { body, type, refused, rows = '' }] of Object.entries(BAD_FORMS)) {
    it(`${name} is refused, and leaves nothing${rows}`, async () => {
      for (const method of ['POST', 'PUT']) {
        await leavesNothing(async () => {
          assert.deepEqual(bareRefusal(await send(method, body, type)), refused, method);
        });
      }
    });
  }

  it('has no file is refused by POST, and by PUT when it has nothing else [S2-048]', async () => {
    await leavesNothing(async () => {
      for (const body of [bodyOf(), bodyOf(metadata('{"class":"x"}'))]) {
        assert.deepEqual(bareRefusal(await send('POST', body)), [400, 'PROPERTY_REQUIRED', 'file']);
      }
      assert.deepEqual(bareRefusal(await send('PUT', bodyOf())), [400, 'PROPERTY_REQUIRED', 'file']);
    });
  });

  it('is none is refused by its type [S2-048]', async () => {
    await leavesNothing(async () => {
      for (const type of ['application/x-www-form-urlencoded', 'text/csv', 'multipart/mixed; boundary=b0undary']) {
        assert.deepEqual(bareRefusal(await send('POST', 'a=b', type)), [415, 'UNSUPPORTED_MEDIA_TYPE'], type);
        assert.deepEqual(bareRefusal(await send('PUT', 'a=b', type)), [415, 'UNSUPPORTED_MEDIA_TYPE'], type);
      }
      assert.deepEqual(refusalOf(await files.ask('', { method: 'POST' })), [415, 'UNSUPPORTED_MEDIA_TYPE']);
      assert.deepEqual(bareRefusal(await send('POST', '{}', 'application/json')), [415, 'UNSUPPORTED_MEDIA_TYPE']);
    });
  });

  it('has a million tiny parts is refused at the first ones', async () => {
    const tiny = `${partHead('class')}x\r\n`;
    await leavesNothing(async () => {
      const many = `${FILE}\r\n${tiny.repeat(20)}`;
      assert.deepEqual(bareRefusal(await send('POST', bodyOf(many))), INVALID('class'));
      const unnamed = '--b0undary\r\n\r\n\r\n'.repeat(1_000_000);
      assert.deepEqual(bareRefusal(await send('POST', `${unnamed}${bodyOf(FILE)}`)), INVALID('body'));
    });
  });

  it('is refused leaves its connection to the next request', async () => {
    const head = 'Host: x\r\n' + `Authorization: ${files.authorization ?? ''}\r\n`;
    const line = await files.begin({
      method: 'POST',
      headers: { Connection: 'keep-alive', 'Content-Type': FORM_TYPE, 'Content-Length': '300000' },
    });
    line.send(`${partHead('owner')}x\r\n`.padEnd(300_000, 'x'));
    await until(() => Promise.resolve(line.received.includes('requestId')));
    line.send(`GET /files/old.bin HTTP/1.1\r\n${head}Connection: close\r\n\r\n`);
    await line.ended;
    assert.match(line.received, /^HTTP\/1.1 400 [^]*HTTP\/1.1 200 OK[^]*old bytes$/);
  });

  it('comes to a halt in its file, or before it, is answered so and leaves nothing', async () => {
    for (const half of [`${partHead('file', 'new.bin')}half of`, partHead('file', 'new.bin').slice(0, 30)]) {
      await leavesNothing(async () => {
        const headers = { 'Content-Type': FORM_TYPE, 'Content-Length': '100000' };
        const line = await files.begin({ method: 'POST', headers: { ...headers, Connection: 'keep-alive' } });
        line.send(half);
        const answer = await line.answer();
        assert.deepEqual(bareRefusal(answer), INVALID('body'));
        assert.match(answer.body, /no byte for 0\.6 seconds/);
        assert.match(answer.head, /connection: close/);
      });
    }
  });

  it('is cut off in its file leaves nothing, and the operation is over', async () => {
    for (const method of ['POST', 'PUT']) {
      await leavesNothing(async () => {
        const sent = { name: 'new.bin', bytes: Buffer.alloc(500_000, 'x'), first: 200_000 };
        const rest = method === 'PUT' ? '/old.bin' : '';
        for (let times = 0; times < 5; times += 1) {
          const { line } = await files.beginForm({ method, rest }, sent);
          await until(async () => (await incomingIn(thingstore.dataFolder)).length === 1);
          await line.cut();
          await until(async () => (await incomingIn(thingstore.dataFolder)).length === 0);
        }
        // Two may be under way.
        await until(async () => (await files.list()).status === 200);
      });
    }
  });

  it('was refused leaves no bytes in the store once the clock has been by', async () => {
    await send('POST', bodyOf(FILE, metadata('[]')));
    await until(async () => (await storedFiles(thingstore.dataFolder)) === 1);
    const loud = thingstore.logLines.filter((line) => (JSON.parse(line) as { level: number }).level >= 40);
    assert.deepEqual(loud, [], 'what clients do wrong is nothing to act on');
  });
});
