import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemClock } from '../../clock/clock.js';
import { systemRandom } from '../../clock/random.js';
import { WriteGrants, type WriteGrant } from './write-grant.js';

const GRANT: WriteGrant = {
  projectId: 'farm',
  resourceId: '01890000-0000-7000-8000-000000000001',
  objectId: '01890000-0000-7000-8000-000000000002',
  key: 'farm/2026/02/01890000-0000-7000-8000-000000000002',
  type: 'image/jpeg',
  expiresAt: new Date('2026-02-03T04:05:06.789Z'),
  actor: { kind: 'THING', id: 'cam-1' },
};

const grantsOf = (secret: string) =>
  new WriteGrants({ secret: Buffer.alloc(32, secret), random: systemRandom(systemClock) });

describe('the upload id of a writeable URL', () => {
  const grants = grantsOf('a');

  it('holds all that was granted', () => {
    assert.deepEqual(grants.read(grants.sign(GRANT)), GRANT);
    const bySystem: WriteGrant = { ...GRANT, actor: { kind: 'SYSTEM', id: null } };
    assert.deepEqual(grants.read(grants.sign(bySystem)), bySystem);
  });

  it('is read by every process that has the same secret', () => {
    assert.deepEqual(grantsOf('a').read(grants.sign(GRANT)), GRANT);
  });

  it('tells nobody what is in it', () => {
    const opened = Buffer.from(grants.sign(GRANT).slice(3), 'base64url').toString('latin1');
    for (const secret of ['cam-1', 'THING', GRANT.key, GRANT.resourceId]) assert.ok(!opened.includes(secret), secret);
  });

  it('needs no escaping in a URL', () => {
    const id = grants.sign({ ...GRANT, type: 'text/plain; charset="ü"' });
    assert.equal(encodeURIComponent(id), id);
  });

  it('is told from the id of a requested upload, which is a plain one', () => {
    assert.equal(grants.read(GRANT.objectId), null);
    assert.equal(grants.read(''), null);
  });

  it('is not found when any character of it was altered, added or taken away', () => {
    const id = grants.sign(GRANT);
    const altered = Array.from(id, (character, at) => {
      const other = character === 'A' ? 'B' : 'A';
      return at < 3 ? [] : [id.slice(0, at) + other + id.slice(at + 1), id.slice(0, at) + id.slice(at + 1)];
    }).flat();
    for (const text of [...altered, `${id}.more`, `${id}=`, `${id}A`, 'wg_', 'wg_.', 'wg_e30', id.slice(0, 20)]) {
      assert.throws(() => grants.read(text), { code: 'UPLOAD_NOT_FOUND' }, text);
    }
  });

  it('is not found when it was signed with another secret', () => {
    const foreign = grantsOf('b').sign(GRANT);
    assert.throws(() => grants.read(foreign), { code: 'UPLOAD_NOT_FOUND' });
  });
});
