import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ADMIN, startThingstore, type TestThingstore } from '../support/thingstore.js';

const run = promisify(execFile);
const PAGE = fileURLToPath(new URL('../../../docs/credentials.md', import.meta.url));

describe('what people copy into a shell', () => {
  let thingstore: TestThingstore;
  let folder: string;
  before(async () => {
    thingstore = await startThingstore();
    folder = await mkdtemp(join(tmpdir(), 'thingstore-shell-'));
  });
  after(async () => {
    await thingstore.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What a shell prints that knows nothing but a password. */
  async function printed(lines: string): Promise<string> {
    const env = { PATH: process.env['PATH'], PASSWORD: ADMIN.password };
    return (await run('sh', ['-e', '-c', lines], { cwd: folder, env })).stdout;
  }

  it('from the page on credentials works, line after line', async () => {
    const page = await readFile(PAGE, 'utf8');
    const lines = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block).join('');
    const output = await printed(
      lines.replace('http://127.0.0.1:4000', thingstore.url).replace('EMAIL=admin@localhost', `EMAIL=${ADMIN.email}`),
    );
    assert.doesNotMatch(output, /"errors"/);
    for (const expected of [
      '"tokenType":"Bearer"',
      `{"data":{"viewer":{"kind":"ACCOUNT","role":"ROOT","account":{"email":"${ADMIN.email}"}}}}`,
      '"renewSession":{"token":"',
      '"token":"at_',
      '{"data":{"viewer":{"role":"ROOT"}}}',
      '"name":"backup"',
      '"revokeAccessToken":"',
      '{"data":{"viewer":{"thing":{"id":"cam-1"}}}}',
      '"key":"ak_',
      '"name":"dashboard"',
      '"revokeApiKey":"',
    ]) {
      assert.ok(output.includes(expected), `${expected} in ${output}`);
    }
  });

  it('from the start page logs in, and asks with the token', async () => {
    const html = await (await fetch(thingstore.url)).text();
    const blocks = [...html.matchAll(/<pre><code>(.*?)<\/code><\/pre>/gs)].map(([, text = '']) => unescaped(text));
    const [login = '', query = ''] = blocks;
    const typed = login.replace('admin@localhost', ADMIN.email).replace("PASSWORD='…'", `PASSWORD='${ADMIN.password}'`);
    const output = await printed(`${typed}\n${query}`);
    assert.deepEqual(JSON.parse(output), { data: { resources: { nodes: [] } } });
  });
});

function unescaped(html: string): string {
  const signs: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" };
  return html.replace(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => signs[name] ?? '');
}
