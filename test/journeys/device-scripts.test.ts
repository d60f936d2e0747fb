import assert from 'node:assert/strict';
import { execFile, type PromiseWithChild } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import { FaultyLink } from '../support/faulty-link.js';
import { graphql } from '../support/generated/index.js';
import { told } from '../support/history.js';
import { ROOT } from '../support/proofs-folder.js';
import { UNLESS_PYTHON } from '../support/shell.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { until } from '../support/until.js';

const run = promisify(execFile);

const JOIN = graphql(`
  mutation ScriptsJoin($id: ID!, $groupId: ID) {
    updateOwner(input: { id: $id, groupId: $groupId }) {
      id
    }
  }
`);

describe('the Python of docs/examples for devices', { skip: UNLESS_PYTHON }, () => {
  let thingstore: TestThingstore;
  let thing: ApiClient;
  let link: FaultyLink;
  let url: string;
  let folder: string;
  before(async () => {
    thingstore = await startThingstore();
    await createOwner(thingstore.root, { id: 'site-12', kind: 'GROUP', name: 'Site 12' });
    thing = await thingstore.thing('logger-1');
    await thingstore.root.request(JOIN, { id: 'logger-1', groupId: 'site-12' });
    link = new FaultyLink(thingstore.url);
    url = await link.listen();
    folder = await mkdtemp(join(tmpdir(), 'thingstore-scripts-'));
  });
  after(async () => {
    await link.close();
    await thingstore.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function python(script: string, name: string, key?: string): PromiseWithChild<{ readonly stdout: string }> {
    const THINGSTORE_KEY = key ?? (thing.authorization ?? '').replace('Thing ', '');
    const env = { PATH: process.env['PATH'], THINGSTORE_URL: url, THINGSTORE_KEY };
    return run('python3', [join(ROOT, 'docs', 'examples', script), join(folder, name)], { env });
  }

  async function stored(path: string): Promise<Buffer> {
    const response = await fetch(`${thingstore.url}${path}`, { headers: { authorization: thing.authorization ?? '' } });
    assert.equal(response.status, 200);
    return Buffer.from(await response.arrayBuffer());
  }

  async function publish(name: string, bytes: Buffer): Promise<void> {
    const form = new FormData();
    form.append('file', new Blob([bytes]), name);
    const headers = { authorization: thingstore.root.authorization ?? '' };
    const made = await fetch(`${thingstore.url}/fs/groups/site-12/files`, { method: 'POST', headers, body: form });
    assert.equal(made.status, 201);
  }

  it('has 40 lines at most', async () => {
    for (const script of ['send_file.py', 'fetch_file.py']) {
      const text = await readFile(join(ROOT, 'docs', 'examples', script), 'utf8');
      assert.ok(text.trimEnd().split('\n').length <= 40, script);
    }
  });

  it('sends a file over a link that breaks, once, and again only when its bytes are others', async () => {
    const [one, other] = [randomBytes(3_000_000), randomBytes(3_000_000)];
    const name = 'Messwerte "für" Süd 1.log';
    await writeFile(join(folder, name), one);
    link.cutAfter(1_000_000);
    assert.equal((await python('send_file.py', name)).stdout, `${name}: sent\n`);
    assert.ok(one.equals(await stored(`/files/${encodeURIComponent(name)}`)));
    assert.equal((await python('send_file.py', name)).stdout, `${name}: is there\n`);
    await writeFile(join(folder, name), other);
    link.cutAfter(1_000_000);
    assert.equal((await python('send_file.py', name)).stdout, `${name}: sent\n`);
    assert.ok(other.equals(await stored(`/files/${encodeURIComponent(name)}`)));
    const history = await told(thingstore.root, { filter: { ownerIds: ['logger-1'] } });
    assert.deepEqual(history, [`CREATED 1 files/${name}`, `UPDATED 2 files/${name}`]);
  });

  it('fetches firmware over a link that breaks, and keeps the old one until the new one is whole', async () => {
    const [old, firmware] = [Buffer.from('what runs now'), randomBytes(1_000_000)];
    await publish('firmware.bin', firmware);
    const image = join(folder, 'firmware.bin');
    await writeFile(image, old);
    link.put({ kind: 'cut after', bytes: 500_000 });
    const fetching = python('fetch_file.py', 'firmware.bin');
    await until(async () => (await stat(`${image}.part`).catch(() => null)) !== null);
    assert.ok(old.equals(await readFile(image)));
    link.put({ kind: 'none' });
    assert.equal((await fetching).stdout, 'firmware.bin: fetched\n');
    assert.ok(firmware.equals(await readFile(image)));
    assert.equal((await python('fetch_file.py', 'firmware.bin')).stdout, 'firmware.bin: is there\n');
  });

  it('takes no firmware that was damaged on the way', async () => {
    const firmware = Buffer.from(`${'0'.repeat(20_000)}GOOD${'1'.repeat(20_000)}`);
    await publish('other.bin', firmware);
    const image = join(folder, 'other.bin');
    link.put({ kind: 'replace', from: /GOOD/, to: () => 'EVIL' });
    const fetching = python('fetch_file.py', 'other.bin');
    await until(async () => (await stat(`${image}.part`).catch(() => null))?.size === firmware.length);
    link.put({ kind: 'none' });
    assert.equal((await fetching).stdout, 'other.bin: fetched\n');
    assert.ok(firmware.equals(await readFile(image)));
  });

  it('does not try again what is refused', async () => {
    await writeFile(join(folder, 'day.log'), 'a line\n');
    for (const script of ['send_file.py', 'fetch_file.py']) {
      await assert.rejects(python(script, 'day.log', 'tk_unknown'), {
        code: 1,
        stdout: '',
        stderr: 'day.log: HTTP Error 401: Unauthorized\n',
      });
    }
    await assert.rejects(python('fetch_file.py', 'nothing.bin'), {
      code: 1,
      stderr: 'nothing.bin: HTTP Error 404: Not Found\n',
    });
  });
});
