import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Places } from './places.js';

describe('places', () => {
  it('are so many for each key, and are there again when they were given back', () => {
    const places = new Places(2);
    const first = places.take('a');
    assert.ok(first !== null && places.take('a') !== null);
    assert.equal(places.take('a'), null);
    assert.ok(places.take('b') !== null);
    first();
    assert.ok(places.take('a') !== null);
    assert.equal(places.take('a'), null);
  });

  it('are given back once, however often it is said', () => {
    const places = new Places(2);
    const first = places.take('a');
    places.take('a');
    first?.();
    first?.();
    assert.ok(places.take('a') !== null);
    assert.equal(places.take('a'), null);
  });

  it('are forgotten with the last one that is given back', () => {
    const places = new Places(1);
    const back = Array.from({ length: 100 }, (_, key) => places.take(key.toString()));
    assert.equal(places.keys, 100);
    for (const giveBack of back) giveBack?.();
    assert.equal(places.keys, 0);
  });
});
