import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { linkLifetime } from './link-lifetime.js';

describe('the lifetime of a link', () => {
  it('is 15 minutes to read and 60 minutes to write when nothing is said', () => {
    assert.equal(linkLifetime('GET'), 900);
    assert.equal(linkLifetime('PUT', null), 3600);
  });

  it('is taken from one second to seven days', () => {
    assert.equal(linkLifetime('GET', 1), 1);
    assert.equal(linkLifetime('PUT', 604_800), 604_800);
  });

  it('is refused outside of that, and in parts of a second', () => {
    for (const expiresIn of [0, -1, 604_801, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(
        () => linkLifetime('GET', expiresIn),
        (error) => error instanceof InvalidArguments && error.property === 'expiresIn',
        expiresIn.toString(),
      );
    }
  });
});
