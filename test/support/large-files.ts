import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiClient } from './api-client.js';
import { createOwner } from './entries.js';
import { FileRoutes, BOUNDARY, FORM_TYPE, partHead } from './file-routes.js';
import { graphql } from './generated/index.js';
import { ServerProcess } from './server-process.js';

const MEGABYTE = 1024 * 1024;
const ADMIN = { email: 'root@example.org', password: 'correct horse battery' };

const LOGIN = graphql(`
  mutation LargeFilesLogin($input: LoginInput!) {
    login(input: $input) {
      token
    }
  }
`);

const ISSUE_KEY = graphql(`
  mutation LargeFilesIssueKey($input: IssueThingKeyInput!) {
    issueThingKey(input: $input) {
      key
    }
  }
`);

/** Why growth cannot be measured here; false where it can. */
export const UNLESS_MEASURED = platform() === 'linux' ? false : 'Only Linux tells what a process has of the memory.';

/** A server in a process of its own, and a thing that has large files there. */
export class LargeFiles {
  private constructor(
    private readonly folder: string,
    private readonly server: ServerProcess,
    readonly files: FileRoutes,
  ) {}

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<LargeFiles> {
    const folder = await mkdtemp(join(tmpdir(), 'thingstore-large-'));
    const account = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
    const server = await ServerProcess.start(folder, { settings: { ...account, ...settings } });
    const { login } = await new ApiClient(server.url, null).request(LOGIN, { input: ADMIN });
    const root = new ApiClient(server.url, `Bearer ${login.token}`);
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'cam-1' });
    const { issueThingKey } = await root.request(ISSUE_KEY, { input: { ownerId: 'cam-1' } });
    return new LargeFiles(folder, server, new FileRoutes(server.url, `Thing ${issueThingKey.key}`, '/files'));
  }

  /** Sends files of so many megabytes at once, and then takes them back at once; each has to be what was sent. */
  async upAndDown(names: readonly string[], megabytes: number): Promise<void> {
    const sent = await Promise.all(names.map((name) => this.up(name, megabytes)));
    const taken = await Promise.all(names.map((name) => this.down(name)));
    assert.deepEqual(taken, sent);
  }

  /** Takes back files that are there while as many others are sent. */
  async downWhileUp(names: readonly string[], megabytes: number): Promise<void> {
    const others = names.map((name) => this.up(`other ${name}`, megabytes));
    await Promise.all([...others, ...names.map((name) => this.down(name))]);
  }

  /** By how many megabytes the server grows at most while something is done to it. */
  async growth(work: () => Promise<void>): Promise<number> {
    const before = await this.megabytes();
    let most = before;
    const done = new AbortController();
    const watching = (async () => {
      while (!done.signal.aborted) {
        most = Math.max(most, await this.megabytes());
        await delay(10);
      }
    })();
    try {
      await work();
    } finally {
      done.abort();
      await watching;
    }
    return most - before;
  }

  async close(): Promise<void> {
    try {
      assert.equal(await this.server.stop(), 0);
      assert.equal(await this.server.complaints(), '');
    } finally {
      await this.server.clear();
      await rm(this.folder, { recursive: true, force: true });
    }
  }

  /** Answers the hash of what was sent. */
  private async up(name: string, megabytes: number): Promise<string> {
    const hash = createHash('sha256');
    const { url, authorization } = this.files;
    const request = httpRequest(`${url}/files`, {
      method: 'POST',
      agent: false,
      headers: { authorization: authorization ?? '', 'content-type': FORM_TYPE },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject);
    });
    const body = function* (): Generator<Buffer> {
      yield Buffer.from(partHead('file', name));
      for (let nth = 0; nth < megabytes; nth += 1) {
        const piece = Buffer.alloc(MEGABYTE, `${name} ${nth.toString()} `);
        hash.update(piece);
        yield piece;
      }
      yield Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
    };
    await pipeline(Readable.from(body(), { objectMode: false, highWaterMark: MEGABYTE }), request);
    const answer = await answered;
    answer.resume();
    assert.equal(answer.statusCode, 201);
    return hash.digest('hex');
  }

  private async down(name: string): Promise<string> {
    const { url, authorization } = this.files;
    const answer = await fetch(`${url}/files/${name}`, { headers: { authorization: authorization ?? '' } });
    assert.equal(answer.status, 200);
    const hash = createHash('sha256');
    assert.ok(answer.body !== null);
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) hash.update(chunk);
    return hash.digest('hex');
  }

  /** What the process has of the machine's memory. */
  private async megabytes(): Promise<number> {
    const status = await readFile(`/proc/${this.server.pid.toString()}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  }
}
