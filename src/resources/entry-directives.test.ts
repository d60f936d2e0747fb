import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { directivesOver, parseDirectives, parseGivenDirectives } from './entry-directives.js';

const [first, second, third] = [1, 2, 3].map((day) => new Date(Date.UTC(2026, 0, day)));

describe('what the clock is to do with an entry', () => {
  it('is to delete it not before it archives it', () => {
    const both = { archiveAt: first, deleteAt: first };
    assert.deepEqual(parseDirectives(both), both);
    const wrong = { archiveAt: second, deleteAt: first };
    assert.throws(() => parseDirectives(wrong), { code: 'INVALID_ARGUMENTS', property: 'deleteAt' });
    assert.throws(() => parseGivenDirectives(wrong), { code: 'INVALID_ARGUMENTS', property: 'deleteAt' });
  });

  it('is left as it is where nothing is said', () => {
    assert.equal(parseGivenDirectives({}), null);
    assert.deepEqual(parseGivenDirectives({ archiveAt: null }), { archiveAt: null });
    const standing = { archiveAt: first ?? null, deleteAt: third ?? null };
    assert.deepEqual(directivesOver(standing, null), standing);
    assert.deepEqual(directivesOver(standing, { archiveAt: second }), { archiveAt: second, deleteAt: third });
    assert.deepEqual(directivesOver(standing, { deleteAt: null }), { archiveAt: first, deleteAt: null });
  });

  it('gives way where it stood in the wrong order to what is said later', () => {
    const standing = { archiveAt: second ?? null, deleteAt: second ?? null };
    assert.deepEqual(directivesOver(standing, { archiveAt: third }), { archiveAt: third, deleteAt: null });
    assert.deepEqual(directivesOver(standing, { deleteAt: first }), { archiveAt: null, deleteAt: first });
  });
});
