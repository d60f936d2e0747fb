import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createOwner } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { ROOT } from '../support/proofs-folder.js';
import { shell, UNLESS_CURL } from '../support/shell.js';
import { startThingstore } from '../support/thingstore.js';

const JOIN = graphql(`
  mutation ReadmeJoin($id: ID!, $groupId: ID) {
    updateOwner(input: { id: $id, groupId: $groupId }) {
      id
    }
  }
`);

describe('the README', () => {
  it('tells what is a resource from what is an attribute, for which the API offers nothing [S1-022 S1-023]', async () => {
    const readme = (await readFile(join(ROOT, 'README.md'), 'utf8')).replaceAll('\n', ' ');
    assert.match(readme, /a file that is uploaded, captured or downloaded is a \*resource\*/);
    assert.match(readme, /Structured data that a system processes \([^)]*settings map\) is an \*attribute\*/);
    const schema = await readFile(join(ROOT, 'schema.graphql'), 'utf8');
    assert.doesNotMatch(schema, /^ *(type |input )?\w*attribute\w*\b.*[:{(]/im);
  });

  it('shows lines of curl for a device that work', { skip: UNLESS_CURL }, async (t) => {
    const [thingstore, folder] = [await startThingstore(), await mkdtemp(join(tmpdir(), 'thingstore-readme-'))];
    t.after(async () => {
      await thingstore.stop();
      await rm(folder, { recursive: true, force: true });
    });
    const { root, url } = thingstore;
    await createOwner(root, { id: 'site-12', kind: 'GROUP', name: 'Site 12' });
    const thing = await thingstore.thing('cam-1');
    await root.request(JOIN, { id: 'cam-1', groupId: 'site-12' });
    const form = new FormData();
    form.append('file', new Blob(['a new image']), 'firmware.bin');
    const headers = { authorization: root.authorization ?? '' };
    assert.equal((await fetch(`${url}/fs/groups/site-12/files`, { method: 'POST', headers, body: form })).status, 201);
    await writeFile(join(folder, 'sensor-data.csv'), 'time,celsius\n');
    const lines = (await readFile(join(ROOT, 'README.md'), 'utf8')).match(/^curl .*\$KEY.*\n/gm) ?? [];
    assert.equal(lines.length, 3);
    const here = lines.join('').replaceAll('http://127.0.0.1:4000', url);
    const env = { KEY: (thing.authorization ?? '').replace('Thing ', '') };
    const printed = (await shell(['-e', '-c', here], { folder, env })).toString();
    assert.match(printed, /^\{"name":"sensor-data\.csv",.*\{"total":1,"files":\[\{"name":"sensor-data\.csv",/);
    assert.equal(await readFile(join(folder, 'firmware.bin'), 'utf8'), 'a new image');
  });
});
