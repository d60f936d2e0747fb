import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { startApp } from '../../src/app.js';
import { systemClock, type Clock } from '../../src/clock/clock.js';
import { systemRandom } from '../../src/clock/random.js';
import { parseConfig } from '../../src/config/config.js';
import { createLog } from '../../src/logging/log.js';
import { ApiClient } from './api-client.js';
import { freshDatabase, type FreshDatabase } from './database.js';
import { noteDatabase } from './feed-horizon.js';
import { graphql } from './generated/index.js';

export const TOKEN_SECRET = 'a secret for tests, 32 long or more';
export const ADMIN = { email: 'root@example.org', password: 'correct horse battery' } as const;

export const LOGIN = graphql(`
  mutation Login($input: LoginInput!) {
    login(input: $input) {
      token
      expiresAt
      viewer {
        kind
        role
      }
    }
  }
`);

const CREATE_THING = graphql(`
  mutation CreateThing($owner: CreateOwnerInput!, $key: IssueThingKeyInput!) {
    createOwner(input: $owner) {
      id
    }
    issueThingKey(input: $key) {
      id
      key
    }
  }
`);

/** A Thingstore of one test file: real PostgreSQL, a real disk store, real sockets; a database and a folder of its own. */
export interface TestThingstore {
  readonly url: string;
  readonly dataFolder: string;
  readonly databaseUrl: string;
  /** Nobody. */
  readonly anonymous: ApiClient;
  /** The Root account. */
  readonly root: ApiClient;
  /** What was logged so far, one JSON object a line. */
  readonly logLines: readonly string[];
  /** Makes a device and answers a client that shows its key. */
  thing(id: string): Promise<ApiClient>;
  stop(): Promise<void>;
}

/** @param options.databaseUrl a database that stands: of another Thingstore, which it shares; it is kept at the end */
export async function startThingstore(
  options: {
    readonly settings?: Readonly<Record<string, string>>;
    readonly clock?: Clock;
    readonly databaseUrl?: string;
    /** What its clients send with each request. */
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<TestThingstore> {
  const clock = options.clock ?? systemClock;
  const [database, dataFolder] = await Promise.all([
    options.databaseUrl === undefined ? freshDatabase() : sharedDatabase(options.databaseUrl),
    mkdtemp(join(tmpdir(), 'thingstore-test-')),
  ]);
  const logLines: string[] = [];
  const app = await startApp({
    config: parseConfig({
      PORT: '0',
      DATA_DIR: dataFolder,
      DATABASE_URL: database.url,
      LOG_LEVEL: 'debug',
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      TOKEN_SECRET,
      ...options.settings,
    }),
    log: createLog('debug', new LineCollector(logLines)),
    clock,
    random: systemRandom(clock),
    onLost: (reason) => {
      throw new Error(reason);
    },
  });
  noteDatabase(app.url, database.url);
  const anonymous = new ApiClient(app.url, null, options.headers);
  const { login } = await anonymous.request(LOGIN, { input: ADMIN });
  const root = new ApiClient(app.url, `Bearer ${login.token}`, options.headers);
  return {
    url: app.url,
    dataFolder,
    databaseUrl: database.url,
    anonymous,
    root,
    logLines,
    thing: async (id) => {
      const owner = { id, kind: 'DEVICE', name: id } as const;
      const { issueThingKey } = await root.request(CREATE_THING, { owner, key: { ownerId: id } });
      return new ApiClient(app.url, `Thing ${issueThingKey.key}`, options.headers);
    },
    stop: async () => {
      await app.stop();
      await database.drop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function sharedDatabase(url: string): FreshDatabase {
  return { url, drop: () => Promise.resolve() };
}

class LineCollector extends Writable {
  constructor(private readonly lines: string[]) {
    super({ decodeStrings: false });
  }

  override _write(chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    this.lines.push(String(chunk).trimEnd());
    done();
  }
}
