import 'reflect-metadata';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Change } from '../../changes/change.js';
import { InvalidArguments } from '../../errors/invalid-arguments.js';
import { changeMatcher, type ResourceChangeFilter } from './resource-change-filter.input.js';
import { ChangeAction } from './resource-change.entity.js';
import { ResourceKind } from '../resource-kind.js';

const RESOURCE = '0190a000-aaaa-7000-8000-00000000000a';

const time = new Date(0);
const change: Change = {
  position: { epoch: 1, xid: 1n, seq: 1n },
  action: 'UPDATED',
  changed: ['path'],
  version: 2,
  size: 2,
  actor: { kind: 'SYSTEM', id: null },
  projectId: 'p',
  resourceId: RESOURCE,
  ownerId: 'pump',
  coownerId: 'valve',
  path: 'new/place',
  previousPath: 'old/place',
  type: 'image/png',
  kind: 'IMAGE',
  data: null,
  details: null,
  sourceId: null,
  metadata: {},
  createdAt: time,
  dataCreatedAt: time,
  updatedAt: time,
  archiveAt: null,
  deleteAt: null,
  archivedAt: null,
  deletedAt: null,
};

function matches(filter: ResourceChangeFilter, other: Partial<Change> = {}): boolean {
  return changeMatcher(filter)({ ...change, ...other });
}

describe('a filter of changes', () => {
  it('that asks for nothing lets all through, whether its members are absent or null', () => {
    assert.equal(matches({}), true);
    const nothing = { ownerIds: null, coownerIds: null, resourceIds: null, actions: null, kinds: null, types: null };
    assert.equal(matches({ ...nothing, path: null, children: null }), true);
  });

  it('with an empty list lets nothing through', () => {
    for (const filter of [
      { ownerIds: [] },
      { coownerIds: [] },
      { resourceIds: [] },
      { actions: [] },
      { kinds: [] },
      { types: [] },
    ]) {
      assert.equal(matches(filter), false, JSON.stringify(filter));
    }
  });

  it('asks for the main owner and for the co-owner apart', () => {
    assert.equal(matches({ ownerIds: ['other', 'pump'] }), true);
    assert.equal(matches({ ownerIds: ['valve'] }), false);
    assert.equal(matches({ coownerIds: ['valve'] }), true);
    assert.equal(matches({ coownerIds: ['pump'] }), false);
    assert.equal(matches({ coownerIds: ['valve'] }, { coownerId: null }), false);
  });

  it('knows a resource by its id in any case', () => {
    assert.equal(matches({ resourceIds: [RESOURCE.toUpperCase()] }), true);
    assert.equal(matches({ resourceIds: [RESOURCE.replace('a', 'b')] }), false);
  });

  for (const { path, children, is } of [
    { path: 'new/place', children: undefined, is: true },
    { path: 'new', children: undefined, is: true },
    { path: 'new', children: null, is: true },
    { path: 'new', children: false, is: false },
    { path: 'new/place', children: false, is: true },
    { path: 'old', children: true, is: true },
    { path: 'old/place', children: false, is: true },
    { path: '/old/place/', children: false, is: true },
    { path: 'ol', children: true, is: false },
    { path: 'New', children: true, is: false },
    { path: 'new/place/below', children: true, is: false },
  ]) {
    it(`by the path ${path} ${String(children)} ${is ? 'has' : 'has not'} what moved from old/place to new/place`, () => {
      assert.equal(matches({ path, ...(children === undefined ? {} : { children }) }), is);
    });
  }

  it('by path has what did not move where it lies, and nothing of those beside it', () => {
    assert.equal(matches({ path: 'new' }, { previousPath: null }), true);
    assert.equal(matches({ path: 'new' }, { path: 'newer', previousPath: null }), false);
    assert.equal(matches({ path: 'Cafe\u0301' }, { path: 'Caf\u00e9/menu', previousPath: null }), true);
  });

  it('asks for actions, for kinds and for types, whole or by family', () => {
    assert.equal(matches({ actions: [ChangeAction.CREATED, ChangeAction.UPDATED] }), true);
    assert.equal(matches({ actions: [ChangeAction.CREATED] }), false);
    assert.equal(matches({ kinds: [ResourceKind.IMAGE] }), true);
    assert.equal(matches({ kinds: [ResourceKind.JSON] }), false);
    assert.equal(matches({ types: ['IMAGE/PNG'] }), true);
    assert.equal(matches({ types: ['text/csv', 'image/*'] }), true);
    assert.equal(matches({ types: ['image/jpeg'] }), false);
    assert.equal(matches({ types: ['text/plain'] }, { type: 'text/plain; charset=utf-8' }), true);
  });

  it('wants all that it asks for at once', () => {
    assert.equal(matches({ ownerIds: ['pump'], types: ['image/*'], path: 'new' }), true);
    assert.equal(matches({ ownerIds: ['pump'], types: ['image/*'], path: 'elsewhere' }), false);
    assert.equal(matches({ ownerIds: ['other'], types: ['image/*'], path: 'new' }), false);
  });

  it('that cannot be meant is refused before anything is matched', () => {
    for (const filter of [{ path: 'a//b' }, { path: '../a' }, { types: ['image'] }, { types: ['*/*'] }]) {
      assert.throws(() => changeMatcher(filter), InvalidArguments, JSON.stringify(filter));
    }
  });
});
