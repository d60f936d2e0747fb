import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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

describe('the upload id of a writeable URL', () => {
  const grants = new WriteGrants(Buffer.alloc(32, 'a'));

  it('holds all that was granted', () => {
    assert.deepEqual(grants.read(grants.sign(GRANT)), GRANT);
    const bySystem: WriteGrant = { ...GRANT, actor: { kind: 'SYSTEM', id: null } };
    assert.deepEqual(grants.read(grants.sign(bySystem)), bySystem);
  });

  it('is read by every process that has the same secret', () => {
    assert.deepEqual(new WriteGrants(Buffer.alloc(32, 'a')).read(grants.sign(GRANT)), GRANT);
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
    for (const text of [
      ...altered,
      `${id}.more`,
      `${id}=`,
      `${id}A`,
      'wg_',
      'wg_.',
      'wg_e30.',
      id.slice(0, id.indexOf('.')),
    ]) {
      assert.throws(() => grants.read(text), { code: 'UPLOAD_NOT_FOUND' }, text);
    }
  });

  it('is not found when it was signed with another secret', () => {
    const foreign = new WriteGrants(Buffer.alloc(32, 'b')).sign(GRANT);
    assert.throws(() => grants.read(foreign), { code: 'UPLOAD_NOT_FOUND' });
  });
});
