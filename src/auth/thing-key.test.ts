import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemClock } from '../clock/clock.js';
import { systemRandom } from '../clock/random.js';
import { parseAuthorization } from './authorization-header.js';
import { hashThingKey, newThingKey } from './thing-key.js';

const random = systemRandom(systemClock);

describe('the key of a thing', () => {
  it('is 256 random bits that a header can carry', () => {
    const keys = new Set(Array.from({ length: 100 }, () => newThingKey(random)));
    assert.equal(keys.size, 100);
    for (const key of keys) {
      assert.equal(Buffer.from(key.replace(/^tk_/, ''), 'base64url').length, 32);
      assert.deepEqual(parseAuthorization(`Thing ${key}`), { scheme: 'THING', key });
    }
  });

  it('is known again by its hash, and no other key is', () => {
    const key = newThingKey(random);
    assert.ok(hashThingKey(key).equals(hashThingKey(key)));
    assert.ok(!hashThingKey(key).equals(hashThingKey(newThingKey(random))));
    assert.ok(!hashThingKey(key).equals(hashThingKey(key.toLowerCase())));
    assert.equal(hashThingKey(key).length, 32);
    assert.ok(!hashThingKey(key).includes(key));
  });
});
