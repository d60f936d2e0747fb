import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DataSource } from 'typeorm';
import { passwordMatches } from '../auth/password.js';
import { systemClock } from '../clock/clock.js';
import { systemRandom } from '../clock/random.js';
import { createDataSource } from '../database/data-source.js';
import { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { freshDatabase, type FreshDatabase } from '../../test/support/database.js';
import { hasAccounts, makeFirstProject } from './first-start.js';

const ADMINISTRATOR = { email: 'Root@Example.org', password: 'correct horse battery' };

interface Standing {
  readonly project_id: string;
  readonly path: string;
  readonly email: string;
  readonly role: string;
  readonly password_hash: string;
}

describe('the first start', () => {
  let fresh: FreshDatabase;
  let source: DataSource;
  let database: Database;

  before(async () => {
    fresh = await freshDatabase();
    source = createDataSource({
      ...{ connection: { connectionString: fresh.url }, entities: [], migrations: [] },
      ...{ poolSize: 4, statementTimeoutMs: 30_000 },
    });
    await source.initialize();
    database = new Database(source);
  });

  after(async () => {
    await source.destroy();
    await fresh.drop();
  });

  const make = (password = ADMINISTRATOR.password) =>
    makeFirstProject(
      { database, clock: systemClock, random: systemRandom(systemClock) },
      { id: 'plant-7', administrator: { ...ADMINISTRATOR, password } },
    );
  const standing = () =>
    database.statement<Standing>(sql`
      select p.id as project_id, d.path, a.email, a.role, a.password_hash
      from project p join domain d on d.project_id = p.id join account a on a.project_id = p.id`);

  it('makes one project with its root domain and its Root account, also when two processes start at once', async () => {
    assert.equal(await hasAccounts(database), false);
    await Promise.all([make(), make()]);
    assert.equal(await hasAccounts(database), true);
    const rows = await standing();
    assert.equal(rows.length, 1);
    const [{ password_hash: hash, ...row } = { password_hash: '' }] = rows;
    assert.deepEqual(row, { project_id: 'plant-7', path: '/', email: ADMINISTRATOR.email, role: 'ROOT' });
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.ok(await passwordMatches(hash, ADMINISTRATOR.password));
    assert.ok(!(await passwordMatches(hash, 'another')));
  });

  it('changes nothing when all of it stands', async () => {
    const before = await standing();
    await make('another password');
    assert.deepEqual(await standing(), before);
  });
});
