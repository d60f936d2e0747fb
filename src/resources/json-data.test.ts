import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseJsonData, parseJsonType } from './json-data.js';

describe('the value of a JSON resource', () => {
  it('is an object or an array, empty or not', () => {
    for (const value of [{}, [], { a: [1, null] }, [[], { b: false }]]) assert.equal(parseJsonData(value), value);
  });

  it('is no scalar: a reading or a name is no resource', () => {
    for (const value of [21.5, 'cam 1', true, false, null, undefined, 0, '']) {
      assert.throws(() => parseJsonData(value), { code: 'INVALID_ARGUMENTS', property: 'data' });
    }
  });
});

describe('the type of a JSON resource', () => {
  it('is JSON, or built upon it', () => {
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'application/geo+json',
      'image/svg+json',
    ]) {
      assert.equal(parseJsonType(type), type);
    }
  });

  it('is nothing else', () => {
    for (const type of [
      'text/plain',
      'application/jsonp',
      'application/json5',
      'application/+json',
      'image/png',
      'a/b+jsonx',
    ]) {
      assert.throws(() => parseJsonType(type), { code: 'INVALID_ARGUMENTS', property: 'type' }, type);
    }
  });
});
