import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import type { IntrospectionQuery } from 'graphql';
import { createOwner } from '../support/entries.js';
import { makeFile } from '../support/named-files.js';
import { joinGroup } from '../support/group-things.js';
import { ROOT } from '../support/proofs-folder.js';
import { RestDocument } from '../support/rest-document.js';
import { ADMIN, startThingstore, type TestThingstore } from '../support/thingstore.js';

const run = promisify(execFile);

const EVERYTHING = { specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true };

/** Said once for all routes. */
const EVERYWHERE = ['UNAUTHENTICATED', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE'];

/** The codes that a described refusal lists. */
function codesOf(response: unknown): readonly string[] {
  const list = /"code":\{"enum":\[([^\]]*)\]/.exec(JSON.stringify(response))?.[1] ?? '';
  return [...list.matchAll(/"([A-Z_]+)"/g)].map((match) => match[1] ?? '');
}

describe('the API reference', () => {
  let thingstore: TestThingstore;
  let page: string;
  let sections: ReadonlyMap<string, string>;
  before(async () => {
    thingstore = await startThingstore();
    page = await readFile(join(ROOT, 'docs/rest.md'), 'utf8');
    sections = new Map(
      page.split(/^### /m).map((section) => {
        const [title = '', ...text] = section.split('\n');
        return [title, text.join('\n')];
      }),
    );
  });
  after(() => thingstore.stop());

  it('has every type, field and argument that is served over GraphQL [S2-045]', async () => {
    const { data } = await thingstore.root.send<IntrospectionQuery>(getIntrospectionQuery(EVERYTHING));
    assert.ok(data != null);
    const written = buildSchema(await readFile(join(ROOT, 'schema.graphql'), 'utf8'));
    const [served = [], said = []] = [buildClientSchema(data), written].map((schema) =>
      printSchema(lexicographicSortSchema(schema)).split('\n'),
    );
    const differs = served.findIndex((line, index) => line !== said[index]);
    assert.equal(served[differs], said[differs]);
    assert.equal(served.length, said.length);
  });

  it('has every route, parameter, body, answer and error that is served over REST [S2-045]', async () => {
    const document = await RestDocument.of(thingstore.url);
    assert.ok(document.operations.length > 0);
    for (const { method, path, operationId, parameters, requestBody, responses } of document.operations) {
      const section = sections.get(`${method} ${path}`);
      assert.ok(section !== undefined, `${method} ${path} has no section`);
      const told = [
        operationId,
        ...parameters.map(({ name, in: where }) => (where === 'path' ? `{${name}}` : `?${name}=`)),
        ...Object.keys(requestBody?.content ?? {}),
        ...Object.keys(responses)
          .filter((status) => codesOf(responses[status]).length > 0 || status < '400')
          .map((status) => `| ${status} |`),
        ...Object.values(responses).flatMap((response) =>
          codesOf(response).filter((code) => !EVERYWHERE.includes(code)),
        ),
      ];
      for (const text of told) assert.ok(section.includes(text), `${method} ${path} does not tell of ${text}`);
    }
    const { components } = document.whole as { readonly components: { readonly schemas: object } };
    for (const name of Object.keys(components.schemas)) assert.ok(sections.has(name), `${name} is not shown`);
    for (const code of EVERYWHERE) assert.ok(page.includes(code), code);
  });

  it('has links that lead somewhere', () => {
    const titles = [...page.matchAll(/^#+ (.*)$/gm)].map((match) => (match[1] ?? '').toLowerCase());
    for (const [, name = ''] of page.matchAll(/\]\(#([^)]*)\)/g)) assert.ok(titles.includes(name), name);
  });

  it('shows lines of curl that work', async (test) => {
    const hasCurl = await run('curl', ['--version']).then(
      () => true,
      () => false,
    );
    if (!hasCurl) {
      test.skip('There is no curl on this machine.');
      return;
    }
    const { root } = thingstore;
    await createOwner(root, { id: 'fleet-1', kind: 'GROUP', name: 'fleet-1' });
    const thing = await thingstore.thing('truck-1');
    await joinGroup(root, 'truck-1', 'fleet-1');
    const folder = await mkdtemp(join(tmpdir(), 'thingstore-curl-'));
    const env = {
      ...{ PATH: process.env['PATH'] ?? '', URL: thingstore.url },
      ...{ KEY: thing.authorization?.replace('Thing ', ''), TOKEN: root.authorization?.replace('Bearer ', '') },
    };
    try {
      for (const [title, section] of sections) {
        const lines = /```sh\n([^]*?)```/.exec(section)?.[1]?.replace('admin@localhost', ADMIN.email) ?? '';
        if (!/^(GET|POST|PUT|DELETE|PATCH) /.test(title)) continue;
        assert.notEqual(lines, '', title);
        await stand(title.startsWith('POST') ? [] : ['fleet-1', 'truck-1']);
        await writeFile(join(folder, 'sensor-data.csv'), `a,${title}`);
        const script = `set -e\n${lines.replace('"password":"..."', `"password":"${ADMIN.password}"`)}`;
        await assert.doesNotReject(run('sh', ['-c', script], { cwd: folder, env }), title);
        await remove();
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  /** The file that the lines ask for. */
  async function stand(owners: readonly string[]): Promise<void> {
    for (const ownerId of owners) await makeFile(thingstore.root, { ownerId, name: 'sensor-data.csv', text: 'a,b' });
  }

  /** As if nothing had been asked. */
  async function remove(): Promise<void> {
    const one = (ownerId: string) => `deleteFile(input: { ownerId: "${ownerId}", name: "sensor-data.csv" })`;
    for (const ownerId of ['fleet-1', 'truck-1']) await thingstore.root.send(`mutation { ${one(ownerId)} }`);
  }
});
