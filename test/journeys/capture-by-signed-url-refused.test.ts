import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { Records } from '../support/records.js';
import { SetClock } from '../support/set-clock.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import {
  beginPut,
  answerOf,
  capture,
  COMPLETE_UPLOAD,
  completeUpload,
  download,
  keyOf,
  picture,
  put,
  requestUpload,
  sha256,
  type LinkAnswer,
} from '../support/uploads.js';

const HOUR = 60 * 60 * 1000;
const LIMIT = 2 * 1024 * 1024;
type Ticket = Awaited<ReturnType<typeof requestUpload>>;

describe('a signed upload that is not as it was agreed', () => {
  const clock = new SetClock();
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let records: Records;
  let bytes: Buffer;
  let count = 0;
  before(async () => {
    thingstore = await startThingstore({ clock, settings: { OBJECT_SIZE_LIMIT: '2MB' } });
    camera = await thingstore.thing('cam-1');
    records = await Records.open(thingstore.databaseUrl);
    bytes = await picture('png');
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  function ask() {
    count += 1;
    return { ownerId: 'cam-1', path: `refused/${String(count)}`, type: 'image/png' };
  }

  function assertRefused(answer: LinkAnswer, status: number, code: string): void {
    assert.deepEqual([answer.status, answer.body.error?.code], [status, code]);
    assert.ok(answer.body.error?.requestId);
    assert.doesNotMatch(JSON.stringify(answer.body), /\/tmp|node_modules|select |at \w+ \(/);
  }

  /** Nothing came of it: no bytes, no READY, no history, and the agreed upload still works. */
  async function assertStillWaiting(ticket: Ticket): Promise<void> {
    const key = keyOf(ticket.upload.url);
    await assert.rejects(access(join(thingstore.dataFolder, 'objects', key)), { code: 'ENOENT' });
    assert.equal(await records.stateOf(key), 'AWAITED');
    const waiting = await capture(camera, ticket.resource.id);
    assert.deepEqual([waiting.state, waiting.details, waiting.signedUrl], ['AWAITING_UPLOAD', null, null]);
    assert.deepEqual(await records.history(ticket.resource.id), []);
    assert.equal((await put(ticket.upload, bytes)).status, 201);
  }

  it('is refused when anything of its URL was altered', async () => {
    const ticket = await requestUpload(camera, { ...ask(), size: bytes.length });
    const { url } = ticket.upload;
    const names = [...new URL(url).searchParams.keys()];
    assert.ok(names.length >= 5);
    const altered = names.flatMap((name) => {
      const [changed, without, twice] = [new URL(url), new URL(url), new URL(url)];
      changed.searchParams.set(name, `${changed.searchParams.get(name) ?? ''}1`);
      without.searchParams.delete(name);
      twice.searchParams.append(name, '1');
      return [changed.href, without.href, twice.href];
    });
    const another = await requestUpload(camera, ask());
    const odd = [
      url.replace(keyOf(url), keyOf(another.upload.url)),
      url.replace('/objects/', '/objects//'),
      url.replace('method=PUT', 'method=GET'),
      `${url}&more=1`,
      `${url}?more=1`,
      url.split('?', 1)[0] ?? '',
      `${thingstore.url}/objects/`,
    ];
    for (const link of [...altered, ...odd]) {
      assertRefused(await put({ url: link, headers: ticket.upload.headers }, bytes), 403, 'FORBIDDEN');
    }
    await assertStillWaiting(ticket);
  });

  it('is refused with any other method, and so is a read URL', async () => {
    const ticket = await requestUpload(camera, ask());
    for (const method of ['GET', 'POST', 'DELETE', 'PATCH']) {
      assertRefused(await answerOf(await fetch(ticket.upload.url, { method })), 403, 'FORBIDDEN');
    }
    await assertStillWaiting(ticket);
    const { signedUrl } = await capture(camera, ticket.resource.id);
    assert.ok(signedUrl);
    assertRefused(await put(signedUrl, bytes), 403, 'FORBIDDEN');
    assertRefused(await answerOf(await fetch(signedUrl.url, { method: 'DELETE' })), 403, 'FORBIDDEN');
    assert.ok((await download(signedUrl.url)).equals(bytes));
  });

  it('is refused from the moment on that its URL expires, and works until then', async () => {
    const [ticket, inTime] = [
      await requestUpload(camera, { ...ask(), expiresIn: 10 }),
      await requestUpload(camera, { ...ask(), expiresIn: 10 }),
    ];
    assert.equal(Date.parse(ticket.upload.expiresAt), clock.now().getTime() + 10_000);
    clock.advance(9_999);
    assert.equal((await put(inTime.upload, bytes)).status, 201);
    clock.advance(1);
    assertRefused(await put(ticket.upload, bytes), 403, 'FORBIDDEN');
    clock.advance(-1);
    await assertStillWaiting(ticket);
  });

  it('may live from one second to seven days, an hour when nothing is said, and no other time', async () => {
    for (const [expiresIn, seconds] of [
      [1, 1],
      [604_800, 604_800],
      [null, 3600],
    ] as const) {
      const { upload } = await requestUpload(camera, { ...ask(), expiresIn });
      assert.equal(Date.parse(upload.expiresAt) - clock.now().getTime(), seconds * 1000);
    }
    const { id } = (await requestUpload(camera, ask())).resource;
    for (const expiresIn of [0, -1, 604_801]) {
      const asked = await camera.send(
        'mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { uploadId } }',
        {
          input: { ...ask(), expiresIn },
        },
      );
      const links = await Promise.all(
        ['signedUrl', '... on Resource { writeableUrl'].map((field) =>
          camera.send(
            `query ($id: ID!, $for: Int) { resource(id: $id) { ${field}(expiresIn: $for) { url } ${field.startsWith('.') ? '}' : ''} } }`,
            { id, for: expiresIn },
          ),
        ),
      );
      for (const { errors } of [asked, ...links]) {
        const [error] = errors ?? [];
        assert.deepEqual([error?.extensions.code, error?.extensions.property], ['INVALID_ARGUMENTS', 'expiresIn']);
      }
    }
  });

  it('is refused when its body is longer than announced, or than objects may be', async () => {
    const announced = await requestUpload(camera, { ...ask(), size: bytes.length });
    const unannounced = await requestUpload(camera, ask());
    const longer = Buffer.concat([bytes, Buffer.alloc(1)]);
    const tooLong = Buffer.alloc(LIMIT + 1);
    const sent = [
      [announced, longer],
      [unannounced, tooLong],
    ] as const;
    for (const [ticket, body] of sent) {
      const streamed = { method: 'PUT', body: Readable.from([body]), duplex: 'half' } as const;
      for (const answer of [
        await put(ticket.upload, body),
        // Without a length in front, it is known only when it is too late.
        await answerOf(await fetch(ticket.upload.url, streamed)),
      ]) {
        assertRefused(answer, 413, 'PAYLOAD_TOO_LARGE');
        assert.match(answer.body.error?.message ?? '', /Request entity too large/);
      }
    }
    // What says that it will be too long is not waited for.
    assertRefused(await beginPut(unannounced.upload, LIMIT + 1).finish(), 413, 'PAYLOAD_TOO_LARGE');
    await assertStillWaiting(announced);
    await assertStillWaiting(unannounced);
    const whole = await requestUpload(camera, ask());
    assert.equal((await put(whole.upload, tooLong.subarray(1))).status, 201);
  });

  it('is refused with another content type, and taken without one', async () => {
    const ticket = await requestUpload(camera, ask());
    assertRefused(await put(ticket.upload, bytes, { 'content-type': 'text/html' }), 415, 'UNSUPPORTED_MEDIA_TYPE');
    await assertStillWaiting(ticket);
    const other = await requestUpload(camera, ask());
    assert.equal((await put({ url: other.upload.url, headers: {} }, bytes)).status, 201);
    assert.equal((await capture(camera, other.resource.id)).details?.declaredType, 'image/png');
  });

  it('is a mismatch when its bytes are others than announced; they are condemned, and the place can be asked for again', async () => {
    const wrong = [
      { announced: { size: bytes.length + 1 }, property: 'size' },
      { announced: { sha256: sha256(Buffer.from('other')) }, property: 'sha256' },
    ] as const;
    for (const { announced, property } of wrong) {
      const asked = ask();
      const ticket = await requestUpload(camera, { ...asked, ...announced });
      const answer = await put(ticket.upload, bytes);
      assertRefused(answer, 422, 'UPLOAD_MISMATCH');
      assert.equal(answer.body.error?.property, property);
      assert.equal(await records.stateOf(keyOf(ticket.upload.url)), 'CONDEMNED');
      assert.deepEqual(await records.history(ticket.resource.id), []);
      assertRefused(await put(ticket.upload, bytes), 404, 'UPLOAD_NOT_FOUND');
      const again = await requestUpload(camera, { ...asked, size: bytes.length, sha256: sha256(bytes) });
      assert.equal(again.resource.id, ticket.resource.id);
      assert.equal((await put(again.upload, bytes)).status, 201);
      assert.equal((await capture(camera, again.resource.id)).details?.sha256, sha256(bytes));
    }
  });

  it('cannot be completed without bytes, nor by the id of another upload', async () => {
    const [ticket, other] = [await requestUpload(camera, ask()), await requestUpload(camera, ask())];
    const resourceId = ticket.resource.id;
    const [stranger, strange] = [await thingstore.thing('cam-2'), { ...ask(), ownerId: 'cam-2' }];
    const foreign = await requestUpload(stranger, strange);
    await put(other.upload, bytes);
    const refusals = [
      [{ resourceId, uploadId: ticket.uploadId }, 'UPLOAD_MISSING'],
      [{ resourceId }, 'UPLOAD_MISSING'],
      [{ resourceId, uploadId: other.uploadId }, 'UPLOAD_NOT_FOUND'],
      [{ resourceId, uploadId: foreign.uploadId }, 'UPLOAD_NOT_FOUND'],
      [{ resourceId, uploadId: 'nonsense' }, 'UPLOAD_NOT_FOUND'],
      [{ resourceId, uploadId: '01890000-0000-7000-8000-000000000000' }, 'UPLOAD_NOT_FOUND'],
      [{ resourceId: foreign.resource.id, uploadId: foreign.uploadId }, 'RESOURCE_NOT_FOUND'],
      [{ resourceId: '01890000-0000-7000-8000-000000000000' }, 'RESOURCE_NOT_FOUND'],
      [{ resourceId: 'nonsense' }, 'RESOURCE_NOT_FOUND'],
    ] as const;
    for (const [input, code] of refusals) {
      const { extensions } = await camera.refusal(COMPLETE_UPLOAD, { input });
      assert.equal(extensions.code, code, JSON.stringify(input));
    }
    await assertStillWaiting(ticket);
    await completeUpload(camera, { resourceId, uploadId: ticket.uploadId });
  });

  it('is not even begun with facts that cannot be', async () => {
    const query = 'mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { uploadId } }';
    const refusals: readonly (readonly [Record<string, unknown>, string, string | undefined])[] = [
      [{ size: -1 }, 'INVALID_ARGUMENTS', 'size'],
      [{ size: 1.5 }, 'INVALID_ARGUMENTS', 'size'],
      [{ size: LIMIT + 1 }, 'PAYLOAD_TOO_LARGE', undefined],
      [{ sha256: 'abc' }, 'INVALID_ARGUMENTS', 'sha256'],
      [{ type: 'picture' }, 'INVALID_ARGUMENTS', 'type'],
      [{ path: 'a/../b' }, 'INVALID_ARGUMENTS', 'path'],
      [{ filename: 'a\tb' }, 'INVALID_ARGUMENTS', 'filename'],
      [
        { dataCreatedAt: new Date(clock.now().getTime() + 25 * HOUR).toISOString() },
        'INVALID_ARGUMENTS',
        'dataCreatedAt',
      ],
      [{ ownerId: 'cam-9' }, 'OWNER_NOT_FOUND', 'ownerId'],
      [{ type: null }, 'PROPERTY_REQUIRED', 'type'],
    ];
    const rows = async () => records.ask<{ count: string }>('select count(*) from resource');
    const before = await rows();
    for (const [facts, code, property] of refusals) {
      const { errors } = await camera.send(query, { input: { ...ask(), ...facts } });
      const [error] = errors ?? [];
      assert.deepEqual([error?.extensions.code, error?.extensions.property], [code, property], JSON.stringify(facts));
    }
    const nobody = await thingstore.anonymous.send(query, { input: ask() });
    assert.equal(nobody.errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
    assert.deepEqual(await rows(), before);
  });

  it('leaves no signature in the log', () => {
    assert.ok(thingstore.logLines.every((line) => !line.includes('signature')));
  });
});
