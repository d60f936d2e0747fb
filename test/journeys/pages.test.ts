import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Script } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import express from 'express';
import { buildSchema, parse, validate } from 'graphql';
import { IDE_QUERIES } from '../../src/http/ide-queries.js';
import { IDE_SCRIPT } from '../../src/http/ide-script.js';
import { pageRoutes, type PageOptions } from '../../src/http/pages.js';
import { START_PAGE_SCRIPT } from '../../src/http/start-page-script.js';

/** As browsers say it. */
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8' };

/** The pages, and behind them an answer that tells when they had nothing to say. */
async function servePages(options: PageOptions): Promise<{ readonly url: string; readonly server: Server }> {
  const app = express();
  app.use(pageRoutes(options));
  app.use((_request, response) => {
    response.status(404).json({ isBehindThePages: true });
  });
  const server = createServer((request, response) => {
    app(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

/** What a page makes the browser load: addresses of scripts, styles and pictures, not links that a person follows. */
function loaded(html: string): readonly string[] {
  const tags = html.match(/<(script|link|img|iframe|source|object|embed)\b[^>]*>/g) ?? [];
  return tags.flatMap((tag) => [...tag.matchAll(/\b(?:src|href|data)="([^"]*)"/g)].map((match) => match[1] ?? ''));
}

function directive(policy: string, name: string): readonly string[] {
  const found = policy.split('; ').find((text) => text.startsWith(`${name} `));
  return found?.split(' ').slice(1) ?? [];
}

describe('the start page', () => {
  let url: string;
  let server: Server;

  before(async () => {
    ({ url, server } = await servePages({
      isDevelopment: true,
      publicUrl: () => 'https://things.example.org/api',
      version: '1.2.3',
    }));
  });

  after(() => server.close());

  it('says what runs here, in which version, and where the API is', async () => {
    const response = await fetch(url);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    const html = await response.text();
    assert.match(html, /<title>Thingstore<\/title>/);
    assert.match(html, /version 1\.2\.3/);
    assert.match(html, /curl -s &#39;https:\/\/things\.example\.org\/api\/graphql&#39;/);
    assert.match(html, /wss:\/\/things\.example\.org\/api\/graphql/);
  });

  it('leads on to the IDE, what devices ask, and the health checks, also below a path of a proxy', async () => {
    const html = await (await fetch(url)).text();
    const links = [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map((match) => match[1]);
    for (const link of ['graphql', 'openapi.json', 'healthz', 'readyz'])
      assert.ok(links.includes(link), `no link to ${link}`);
  });

  it('loads nothing from elsewhere, and its policy would not let it', async () => {
    const response = await fetch(url);
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const address of loaded(await response.text())) assert.match(address, /^data:/);
    assert.deepEqual(directive(policy, 'default-src'), ["'none'"]);
    assert.deepEqual(directive(policy, 'connect-src'), ["'self'"]);
    assert.deepEqual(directive(policy, 'frame-ancestors'), ["'none'"]);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  });

  it('has a policy that lets through the very script and style that stand in it', async () => {
    const response = await fetch(url);
    const policy = response.headers.get('content-security-policy') ?? '';
    const html = await response.text();
    for (const [tag, name] of [
      ['script', 'script-src'],
      ['style', 'style-src'],
    ] as const) {
      const inline = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1] ?? '';
      const hash = createHash('sha256').update(inline).digest('base64');
      assert.deepEqual(directive(policy, name), [`'sha256-${hash}'`]);
    }
    assert.doesNotMatch(html, / (style|on[a-z]+)="/);
  });

  it('offers Apollo Sandbox for this endpoint to developers only', async () => {
    const sandbox =
      'studio.apollographql.com/sandbox/explorer?endpoint=https%3A%2F%2Fthings.example.org%2Fapi%2Fgraphql';
    assert.ok((await (await fetch(url)).text()).includes(sandbox));
    const production = await servePages({ isDevelopment: false, publicUrl: () => 'https://things.example.org' });
    const html = await (await fetch(production.url)).text();
    production.server.close();
    assert.doesNotMatch(html, /apollo/i);
  });

  it('shows an address with markup as text', async () => {
    const odd = await servePages({
      isDevelopment: true,
      publicUrl: () => `http://x/"><script>alert('1')</script>&amp`,
      version: '<b>1</b>',
    });
    const html = await (await fetch(odd.url)).text();
    odd.server.close();
    assert.doesNotMatch(html, /<script>alert|<b>1/);
    assert.match(html, /http:\/\/x\/&quot;&gt;&lt;script&gt;alert\(&#39;1&#39;\)&lt;\/script&gt;&amp;amp/);
  });
});

describe('the IDE', () => {
  let url: string;
  let server: Server;

  before(async () => {
    ({ url, server } = await servePages({ isDevelopment: true, publicUrl: () => 'http://127.0.0.1:4000' }));
  });

  after(() => server.close());

  const openIde = () => fetch(`${url}/graphql`, { headers: BROWSER });

  it('is what a browser gets at /graphql, under our own name', async () => {
    const response = await openIde();
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(response.headers.get('vary') ?? '', /\bAccept\b/);
    const html = await response.text();
    assert.match(html, /<title>Thingstore IDE<\/title>/);
    assert.doesNotMatch(html, /yoga/i);
  });

  it('leaves programs to the API: any Accept of theirs, none at all, and a query in the address', async () => {
    for (const accept of ['*/*', 'application/json', 'application/graphql-response+json, application/json;q=0.9']) {
      const response = await fetch(`${url}/graphql`, { headers: { accept } });
      assert.deepEqual(await response.json(), { isBehindThePages: true }, accept);
    }
    const bare = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${url}/graphql`, resolve).on('error', reject);
    });
    bare.resume();
    assert.match(bare.headers['content-type'] ?? '', /^application\/json/);
    const query = await fetch(`${url}/graphql?query=%7Bviewer%7Bkind%7D%7D`, { headers: BROWSER });
    assert.deepEqual(await query.json(), { isBehindThePages: true });
  });

  it('loads all its files from here, and its policy would not let it load others', async () => {
    const response = await openIde();
    const files = loaded(await response.text()).filter((address) => !address.startsWith('data:'));
    assert.equal(files.length, 4);
    for (const file of files) {
      assert.match(file, /^ide\/[0-9a-f]{16}\/[a-z-]+\.(js|css)$/);
      const answer = await fetch(`${url}/${file}`);
      assert.equal(answer.status, 200, file);
      assert.match(
        answer.headers.get('content-type') ?? '',
        file.endsWith('.css') ? /^text\/css/ : /^text\/javascript/,
      );
      assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
    }
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.deepEqual(directive(policy, 'default-src'), ["'none'"]);
    for (const name of ['script-src', 'connect-src', 'worker-src'])
      assert.deepEqual(directive(policy, name), ["'self'"]);
    assert.doesNotMatch(policy, /https?:|\*|unsafe-eval/);
  });

  it('has styles and workers that need no internet', async () => {
    const folder = /ide\/[0-9a-f]{16}\//.exec(await (await openIde()).text())?.[0] ?? '';
    const css = await (await fetch(`${url}/${folder}graphiql.css`)).text();
    assert.ok(css.length > 100_000);
    assert.doesNotMatch(css, /@import|url\(\s*["']?(https?:|\/\/)/);
    for (const name of ['editor-worker.js', 'graphql-worker.js', 'json-worker.js']) {
      assert.ok(IDE_SCRIPT.includes(name));
      assert.equal((await fetch(`${url}/${folder}${name}`)).status, 200, name);
    }
  });

  it('sends its files packed to who can unpack them, plain to who cannot, the same text to both', async () => {
    const file = loaded(await (await openIde()).text()).find((address) => address.endsWith('/graphiql.js')) ?? '';
    const read = async (encoding: string) => {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        get(`${url}/${file}`, { headers: { 'accept-encoding': encoding } }, resolve).on('error', reject);
      });
      const bytes = Buffer.concat((await response.toArray()) as Buffer[]);
      return { bytes, encoding: response.headers['content-encoding'] };
    };
    const [packed, plain] = [await read('gzip, br'), await read('identity')];
    assert.equal(packed.encoding, 'gzip');
    assert.equal(plain.encoding, undefined);
    assert.ok(packed.bytes.length < plain.bytes.length / 2);
    assert.ok(gunzipSync(packed.bytes).equals(plain.bytes));
  });

  it('has no file of another revision, nor of another name', async () => {
    const file = loaded(await (await openIde()).text()).find((address) => address.endsWith('/ide.js')) ?? '';
    for (const address of [file.replace(/[0-9a-f]{16}/, '0'.repeat(16)), file.replace('ide.js', 'other.js')]) {
      assert.equal((await fetch(`${url}/${address}`)).status, 404, address);
    }
  });

  it('begins with operations that this schema has', async () => {
    const schema = buildSchema(await readFile(new URL('../../../schema.graphql', import.meta.url), 'utf8'));
    for (const query of IDE_QUERIES) assert.deepEqual(validate(schema, parse(query)), []);
  });

  it('has scripts that a browser can read', () => {
    for (const script of [IDE_SCRIPT, START_PAGE_SCRIPT]) assert.doesNotThrow(() => new Script(script));
    assert.doesNotMatch(START_PAGE_SCRIPT, /<\/script/i);
  });
});
