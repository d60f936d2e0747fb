import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EntryRights } from '../../auth/entry-rights.js';
import type { Change } from '../../changes/change.js';
import { visibleChange } from './visible-change.js';

const TIME = new Date('2026-05-04T10:15:30.250Z');
const MOVED: Change = {
  position: { epoch: 1, xid: 7n, seq: 3n },
  action: 'UPDATED',
  changed: ['path', 'metadata'],
  version: 4,
  actor: { kind: 'ACCOUNT', id: '019a' },
  projectId: 'p',
  resourceId: '019b',
  ownerId: 'cam-1',
  coownerId: null,
  path: 'secret/front',
  previousPath: 'photos/front',
  type: 'application/json',
  kind: 'JSON',
  data: { secret: true },
  details: null,
  sourceId: null,
  metadata: { secret: true },
  createdAt: TIME,
  dataCreatedAt: TIME,
  updatedAt: TIME,
  archiveAt: null,
  deleteAt: null,
  archivedAt: null,
  deletedAt: null,
  size: 10,
};

const on = (...paths: (string | null)[]) =>
  new EntryRights(
    'p',
    0,
    paths.map((path) => ({ ownerId: 'cam-1', path })),
  );

describe('an entry that was moved', () => {
  it('is UPDATED for who sees both places', () => {
    assert.equal(visibleChange(MOVED, on(null)), MOVED);
    assert.equal(visibleChange(MOVED, on('photos', 'secret')), MOVED);
  });

  it('is DELETED at the old path for who sees that alone, with nothing of what it is now', () => {
    const seen = visibleChange(MOVED, on('photos'));
    assert.deepEqual(
      [seen?.action, seen?.path, seen?.previousPath, seen?.deletedAt, seen?.version, seen?.position],
      ['DELETED', 'photos/front', null, TIME, 4, MOVED.position],
    );
    assert.doesNotMatch(JSON.stringify({ ...seen, position: null }), /secret/);
  });

  it('tells nothing of the type and the time that the same change gave it', () => {
    const dataCreatedAt = new Date(0);
    const type = { type: 'video/secret', kind: 'VIDEO', dataCreatedAt };
    const seen = visibleChange({ ...MOVED, ...type, changed: ['path', 'type', 'dataCreatedAt'] }, on('photos'));
    assert.deepEqual([seen?.type, seen?.kind, seen?.dataCreatedAt], ['application/octet-stream', 'FILE', TIME]);
    const kept = visibleChange({ ...MOVED, ...type }, on('photos'));
    assert.deepEqual([kept?.type, kept?.kind, kept?.dataCreatedAt], ['video/secret', 'VIDEO', dataCreatedAt]);
  });

  it('tells no old path to who sees the new one alone', () => {
    const seen = visibleChange(MOVED, on('secret'));
    assert.deepEqual([seen?.action, seen?.path, seen?.previousPath], ['UPDATED', 'secret/front', null]);
    assert.doesNotMatch(JSON.stringify({ ...seen, position: null }), /photos/);
  });

  it('is nothing for who sees neither', () => {
    assert.equal(visibleChange(MOVED, on('other')), null);
    assert.equal(visibleChange({ ...MOVED, previousPath: null }, on('photos')), null);
  });
});
