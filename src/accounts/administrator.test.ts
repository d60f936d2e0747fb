import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { hashPassword } from '../auth/password.js';
import { systemRandom } from '../clock/random.js';
import { sql } from '../database/sql.js';
import { findAdministrator } from './administrator.js';
import { insertAdministrator, insertProject } from './new-project.js';

describe('the administrator', () => {
  let opened: OpenedTestDatabase;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thingstore-administrator-'));
    opened = await openTestDatabase();
  });
  after(async () => {
    await opened.close();
    await rm(folder, { recursive: true });
  });

  const make = async (
    day: string,
    made: { readonly id: string; readonly email: string; readonly password: string },
  ) => {
    const now = new Date(`2026-01-${day}`);
    const random = systemRandom({ now: () => now });
    const passwordHash = await hashPassword(made.password);
    await opened.database.transaction(async (tx) => {
      await insertProject(tx, random, { id: made.id, name: made.id, now, mayStand: false });
      await insertAdministrator(tx, random, { projectId: made.id, email: made.email, passwordHash, now });
    });
  };

  it('is nobody before the first start', async () => {
    assert.equal(await findAdministrator(opened.database, join(folder, 'none')), null);
  });

  it('is the Root account that was first', async () => {
    await make('02', { id: 'second', email: 'second@example.org', password: 'the second one' });
    await make('01', { id: 'first', email: 'First@example.org', password: 'the first one' });
    await make('03', { id: 'third', email: 'third@example.org', password: 'the third one' });
    const found = await findAdministrator(opened.database, join(folder, 'none'));
    assert.deepEqual(found, { email: 'First@example.org', passwordFile: null });
  });

  it('has the password in the file when it is that one, and not when it is another', async () => {
    const passwordFile = join(folder, 'admin-password');
    for (const [text, isIt] of [
      ['the first one\n', true],
      ['the second one\n', false],
      ['', false],
    ] as const) {
      await writeFile(passwordFile, text);
      const found = await findAdministrator(opened.database, passwordFile);
      assert.equal(found?.passwordFile, isIt ? passwordFile : null, JSON.stringify(text));
    }
  });

  it('is no account that may do less', async () => {
    await opened.database.statement(sql`update account set role = 'READ' where project_id = 'first'`);
    const found = await findAdministrator(opened.database, join(folder, 'none'));
    assert.equal(found?.email, 'second@example.org');
  });
});
