import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiClient } from './api-client.js';
import { createOwner, entryAt } from './entries.js';
import { createJson, FEED_VERSIONS, feedCursor, FeedSocket } from './feed.js';
import { graphql } from './generated/index.js';
import { ServerProcess } from './server-process.js';

const ADMIN = { email: 'root@example.org', password: 'correct horse battery' };

const LOGIN = graphql(`
  mutation AbuseLogin($input: LoginInput!) {
    login(input: $input) {
      token
    }
  }
`);

const ISSUE_KEY = graphql(`
  mutation AbuseIssueKey($input: IssueThingKeyInput!) {
    issueThingKey(input: $input) {
      key
    }
  }
`);

/** A server in a process of its own that clients treat badly, and one client that it still has to treat well. */
export class AbusedServer {
  private constructor(
    private readonly parts: {
      readonly folder: string;
      readonly process: ServerProcess;
      readonly root: ApiClient;
      readonly healthy: HealthyClient;
    },
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<AbusedServer> {
    const folder = await mkdtemp(join(tmpdir(), 'thingstore-abuse-'));
    const account = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
    const process = await ServerProcess.start(folder, { settings: { ...account, ...settings } });
    const { login } = await new ApiClient(process.url, null).request(LOGIN, { input: ADMIN });
    const root = new ApiClient(process.url, `Bearer ${login.token}`);
    const healthy = await HealthyClient.begin(await thingOf(root, 'healthy'));
    return new AbusedServer({ folder, process, root, healthy });
  }

  get url(): string {
    return this.parts.process.url;
  }

  async thing(id: string): Promise<ApiClient> {
    return thingOf(this.parts.root, id);
  }

  /**
   * Does something to the server. The healthy client is answered all the while, and the memory of the server, looked at
   * again and again, grows by no more than so many megabytes.
   */
  async survives(growth: number, abuse: () => Promise<void>): Promise<void> {
    const before = await this.megabytes();
    const answered = this.parts.healthy.answers;
    let most = before;
    const looking = new AbortController();
    const watching = this.watch(looking.signal, (megabytes) => (most = Math.max(most, megabytes)));
    try {
      await abuse();
      await this.parts.healthy.isAnswered(answered + 5);
    } finally {
      looking.abort();
      await watching;
    }
    assert.ok(most - before < growth, `It grew by ${(most - before).toFixed()} MB, from ${before.toFixed()} MB.`);
    assert.ok(!this.parts.process.hasEnded);
  }

  async stop(): Promise<void> {
    const { healthy, process, folder } = this.parts;
    try {
      await healthy.end();
      assert.equal(await process.stop(), 0);
      assert.equal(await process.complaints(), '');
    } finally {
      await process.clear();
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async watch(signal: AbortSignal, look: (megabytes: number) => void): Promise<void> {
    while (!signal.aborted) {
      look(await this.megabytes());
      await delay(20);
    }
  }

  /** What the process has of the machine's memory, where the system tells. */
  private async megabytes(): Promise<number> {
    if (platform() !== 'linux') return 0;
    const status = await readFile(`/proc/${this.parts.process.pid.toString()}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  }
}

async function thingOf(root: ApiClient, id: string): Promise<ApiClient> {
  await createOwner(root, { id, kind: 'DEVICE', name: id });
  const { issueThingKey } = await root.request(ISSUE_KEY, { input: { ownerId: id } });
  return new ApiClient(root.url, `Thing ${issueThingKey.key}`);
}

/** Writes, reads, and hears of what it wrote, again and again; every answer has to be right. */
class HealthyClient {
  answers = 0;
  private isEnding = false;
  private failure: unknown;
  private readonly done: Promise<void>;

  private constructor(
    private readonly client: ApiClient,
    private readonly feed: FeedSocket,
  ) {
    this.done = this.run().catch((error: unknown) => {
      this.failure = error;
    });
  }

  static async begin(client: ApiClient): Promise<HealthyClient> {
    const question = { after: await feedCursor(client), document: FEED_VERSIONS };
    return new HealthyClient(client, await FeedSocket.open(client, question));
  }

  /** Waits until it was answered so often. */
  async isAnswered(answers: number): Promise<void> {
    while (this.answers < answers && this.failure === undefined) await delay(10);
    this.throwFailure();
  }

  async end(): Promise<void> {
    this.isEnding = true;
    await this.done;
    await this.feed.cut();
    this.throwFailure();
  }

  private async run(): Promise<void> {
    while (!this.isEnding) {
      const path = `health/${this.answers.toString()}`;
      const id = await createJson(this.client, { ownerId: 'healthy', path, data: { answers: this.answers } });
      const found = await entryAt(this.client, { ownerId: 'healthy', path });
      assert.deepEqual([found?.id, found?.data], [id, { answers: this.answers }]);
      await this.feed.until(({ events }) => events.at(-1)?.resourceId === id);
      assert.equal(this.feed.events.at(-1)?.resourceId, id);
      this.answers += 1;
    }
  }

  private throwFailure(): void {
    if (this.failure !== undefined) throw new Error('The healthy client was not served.', { cause: this.failure });
  }
}
