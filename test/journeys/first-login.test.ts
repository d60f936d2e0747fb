import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { ApiClient } from '../support/api-client.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { ServerProcess } from '../support/server-process.js';

const run = promisify(execFile);

/** What a shell would make something of, in places where people type it. */
const GIVEN = {
  ADMIN_EMAIL: `o'hara"$HOME\\n\`id\`@example.org`,
  ADMIN_PASSWORD: `it's "$5" \\ \`or\` {so}`,
};

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { viewer { role } } }';

describe('what a start prints', () => {
  let root: string;
  let dataFolder: string;
  let database: FreshDatabase;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'thingstore-printed-'));
  });
  after(() => rm(root, { recursive: true, force: true }));
  beforeEach(async () => {
    dataFolder = await mkdtemp(join(root, 'data of "o\'hara" $HOME '));
    database = await freshDatabase();
  });

  /** Starts, does something while it runs, and stops. */
  async function whileRunning(
    settings: Readonly<Record<string, string>>,
    look: (server: ServerProcess) => Promise<void>,
  ): Promise<void> {
    const server = await ServerProcess.start(dataFolder, { settings: { DATABASE_URL: database.url, ...settings } });
    try {
      await look(server);
    } finally {
      await server.stop();
    }
  }

  const loginIn = ({ output }: ServerProcess) => /^ {2}Login {2}(.*)$/m.exec(output)?.[1];

  /** The line just as it was printed, in a shell that knows nothing of how the server was started. */
  async function pasted({ output }: ServerProcess): Promise<unknown> {
    const lines = output.split('\n').filter((line) => line.startsWith('  curl '));
    assert.equal(lines.length, 1, output);
    const { stdout } = await run('sh', ['-c', lines[0] ?? ''], { env: { PATH: process.env['PATH'] } });
    return JSON.parse(stdout);
  }

  async function assertLogsIn(server: ServerProcess): Promise<void> {
    const { token } = (await pasted(server)) as { readonly token: string };
    const client = new ApiClient(server.url, `Bearer ${token}`);
    assert.deepEqual((await client.send('{ viewer { kind role } }')).data, {
      viewer: { kind: 'ACCOUNT', role: 'ROOT' },
    });
  }

  async function assertMayLogIn({ url }: ServerProcess, input: { email: string; password: string }): Promise<void> {
    const { data } = await new ApiClient(url, null).send(LOGIN, { input });
    assert.deepEqual(data, { login: { viewer: { role: 'ROOT' } } });
  }

  it('logs in with the generated password, at any start', async (t) => {
    t.after(() => database.drop());
    const login = `admin@localhost with the password in ${join(dataFolder, 'admin-password')}`;
    for (const settings of [{}, GIVEN]) {
      await whileRunning(settings, async (server) => {
        assert.equal(loginIn(server), login);
        await assertLogsIn(server);
      });
    }
  });

  it('names the account of the first start, and asks without it where its password was given', async (t) => {
    t.after(() => database.drop());
    const given = { email: GIVEN.ADMIN_EMAIL, password: GIVEN.ADMIN_PASSWORD };
    const other = { ADMIN_EMAIL: 'other@example.org', ADMIN_PASSWORD: 'another password' };
    for (const settings of [GIVEN, {}, other]) {
      await whileRunning(settings, async (server) => {
        assert.equal(loginIn(server), `${given.email} with the password given as ADMIN_PASSWORD at the first start`);
        assert.deepEqual(await pasted(server), { status: 'ok', database: 'ok', objectStore: 'ok' });
        await assertMayLogIn(server, given);
      });
    }
  });

  it('asks this machine, wherever clients reach it', async (t) => {
    t.after(() => database.drop());
    const settings = { PUBLIC_URL: 'https://things.invalid/store', ADMIN_EMAIL: GIVEN.ADMIN_EMAIL };
    await whileRunning(settings, async (server) => {
      assert.equal(server.url, 'https://things.invalid/store');
      const { token } = (await pasted(server)) as { readonly token: string };
      assert.ok(token.length > 0);
    });
  });
});
