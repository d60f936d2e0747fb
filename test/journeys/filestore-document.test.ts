import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { createOwner } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { told } from '../support/history.js';
import { jsonOf, readHttpText, type HttpText } from '../support/http-text.js';
import { person, setMember } from '../support/people.js';
import { ROOT } from '../support/proofs-folder.js';
import { shell, UNLESS_CURL } from '../support/shell.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const SCRIPT = join(ROOT, 'test', 'journeys', 'filestore-document.sh');

const JOIN = graphql(`
  mutation FilestoreJoin($id: ID!, $groupId: ID) {
    updateOwner(input: { id: $id, groupId: $groupId }) {
      id
    }
  }
`);

const UPDATED_AT = graphql(`
  query FilestoreUpdatedAt($ownerId: ID!, $path: String!) {
    resourceAt(ownerId: $ownerId, path: $path) {
      updatedAt
    }
  }
`);

const FILES = {
  'sensor-data.csv': 'time,celsius\n1710000000,20.5\n',
  'sensor-data-v2.csv': 'time,celsius\n1710000000,20.5\n1710000060,20.6\n',
  'config.json': '{"interval":60}',
  'config-v2.json': '{"interval":30}',
} as const;

/** As the document shows it. */
const SENSOR_DATA = { name: 'sensor-data.csv', class: 'document', format: 'csv', time: 1710000000.0 };
const CALIBRATION = { name: 'calibration.json', class: 'document', format: 'json', time: 1709900000.0 };
const CONFIG = { name: 'config.json', class: 'document', format: 'json', time: 1710000000.0 };

/** The commands follow one another, as in the document: what one has made the next one finds. */
describe('the commands of the document on the file store', { skip: UNLESS_CURL }, () => {
  let thingstore: TestThingstore;
  let thing: ApiClient;
  let editor: ApiClient;
  let folder: string;
  before(async () => {
    thingstore = await startThingstore();
    const { root } = thingstore;
    await createOwner(root, { id: 'site-12', kind: 'GROUP', name: 'Site 12' });
    thing = await thingstore.thing('logger-1');
    await root.request(JOIN, { id: 'logger-1', groupId: 'site-12' });
    const somebody = await person(thingstore, 'READ_WRITE');
    await setMember(root, { groupId: 'site-12', userId: somebody.id, role: 'EDITOR' });
    editor = somebody.client;
    folder = await mkdtemp(join(tmpdir(), 'thingstore-shell-'));
    for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
  });
  after(async () => {
    await thingstore.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What the command of the document is answered. */
  async function answerTo(command: string, name = ''): Promise<HttpText> {
    const env = {
      ...{ URL: thingstore.url, GROUP_ID: 'site-12', NAME: name },
      THING_KEY: (thing.authorization ?? '').replace('Thing ', ''),
      USER_TOKEN: (editor.authorization ?? '').replace('Bearer ', ''),
    };
    return readHttpText(await shell([SCRIPT, command], { folder, env }));
  }

  async function shown(command: string, name = ''): Promise<readonly [status: number, body: unknown]> {
    const answer = await answerTo(command, name);
    assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
    return [answer.status, jsonOf(answer)];
  }

  async function downloaded(command: string, name: string): Promise<string> {
    const { status, body } = await answerTo(command, name);
    assert.equal(status, 200, body.toString());
    return body.toString();
  }

  async function refusal(command: string, name: string): Promise<readonly [status: number, code: string | undefined]> {
    const [status, body] = await shown(command, name);
    return [status, (body as { readonly error?: { readonly code: string } }).error?.code];
  }

  const updatedAt = async (ownerId: string, path: string): Promise<string> =>
    (await thingstore.root.request(UPDATED_AT, { ownerId, path })).resourceAt?.updatedAt ?? '';

  it('upload a file of a thing, named as it is, and answer what was said of it [S2-023 S2-024 S2-025 S2-026]', async () => {
    assert.deepEqual(await shown('upload-thing-file'), [201, SENSOR_DATA]);
  });

  it('list the files of a thing, the newest time first [S2-027 S2-028 S2-029 S2-030 S2-031]', async () => {
    const form = new FormData();
    form.append('file', new Blob(['{"offset":0.2}']), 'calibration.json');
    form.append('metadata', '{"class":"document","format":"json","time":1709900000.0}');
    const headers = { authorization: thing.authorization ?? '' };
    const made = await fetch(`${thingstore.url}/files`, { method: 'POST', headers, body: form });
    assert.deepEqual([made.status, await made.json()], [201, CALIBRATION]);
    assert.deepEqual(await shown('list-thing-files'), [200, { total: 2, files: [SENSOR_DATA, CALIBRATION] }]);
  });

  it('download the bytes of a file [S2-032]', async () => {
    assert.equal(await downloaded('download-thing-file', 'sensor-data.csv'), FILES['sensor-data.csv']);
    assert.equal(await downloaded('download-thing-file', 'calibration.json'), '{"offset":0.2}');
  });

  it('update the bytes of a file, which keeps its name and all that was said of it [S2-033 S2-034]', async () => {
    const before = await updatedAt('logger-1', 'files/sensor-data.csv');
    assert.deepEqual(await shown('update-thing-file', 'sensor-data.csv'), [200, SENSOR_DATA]);
    assert.equal(await downloaded('download-thing-file', 'sensor-data.csv'), FILES['sensor-data-v2.csv']);
    assert.deepEqual(await shown('list-thing-files'), [200, { total: 2, files: [SENSOR_DATA, CALIBRATION] }]);
    assert.ok((await updatedAt('logger-1', 'files/sensor-data.csv')) > before);
    const filter = { ownerIds: ['logger-1'], path: 'files/sensor-data.csv' };
    assert.deepEqual(await told(thingstore.root, { filter }), [
      'CREATED 1 files/sensor-data.csv',
      'UPDATED 2 files/sensor-data.csv',
    ]);
  });

  it('delete a file, which is gone then [S2-036]', async () => {
    const { status, body } = await answerTo('delete-thing-file', 'sensor-data.csv');
    assert.deepEqual([status, body.toString()], [204, '']);
    assert.deepEqual(await refusal('download-thing-file', 'sensor-data.csv'), [404, 'FILE_NOT_FOUND']);
    assert.deepEqual(await shown('list-thing-files'), [200, { total: 1, files: [CALIBRATION] }]);
  });

  it('upload and list the files of a group [S2-037 S2-038 S2-039]', async () => {
    assert.deepEqual(await shown('upload-group-file'), [201, CONFIG]);
    assert.deepEqual(await shown('list-group-files'), [200, { total: 1, files: [CONFIG] }]);
  });

  it('download a file of a group with the token of a user, and with the key of a thing in it [S2-040 S2-041 S2-042]', async () => {
    assert.equal(await downloaded('download-group-file', 'config.json'), FILES['config.json']);
    assert.equal(await downloaded('download-group-file-as-thing', 'config.json'), FILES['config.json']);
  });

  it('update a file of a group, also for the things in it [S2-043]', async () => {
    assert.deepEqual(await shown('update-group-file', 'config.json'), [200, CONFIG]);
    assert.equal(await downloaded('download-group-file', 'config.json'), FILES['config-v2.json']);
    assert.equal(await downloaded('download-group-file-as-thing', 'config.json'), FILES['config-v2.json']);
  });

  it('delete a file of a group, also for the things in it [S2-044]', async () => {
    const { status, body } = await answerTo('delete-group-file', 'config.json');
    assert.deepEqual([status, body.toString()], [204, '']);
    assert.deepEqual(await refusal('download-group-file', 'config.json'), [404, 'FILE_NOT_FOUND']);
    assert.deepEqual(await refusal('download-group-file-as-thing', 'config.json'), [404, 'FILE_NOT_FOUND']);
    assert.deepEqual(await shown('list-group-files'), [200, { total: 0, files: [] }]);
  });
});
