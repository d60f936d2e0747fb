import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { objectKey, parseObjectKey } from './object-key.js';

const id = '01912345-6789-7abc-8def-0123456789ab';

describe('the key of an object', () => {
  it('names project, year, month of UTC and id', () => {
    const key = objectKey({ projectId: 'farm_1-a', createdAt: new Date('2026-01-31T23:30:00-05:00'), id });
    assert.equal(key, `farm_1-a/2026/02/${id}`);
    assert.equal(parseObjectKey(key), key);
  });

  it('is nothing that leaves the folder, and nothing of another form', () => {
    const refused = [
      '',
      `../2026/02/${id}`,
      `farm/2026/02/../../../../etc/passwd`,
      `/cows/2026/02/${id}`,
      `farm/2026/02/${id}/`,
      `farm/2026/02/${id}\n`,
      `farm/2026/02/${id}\0.png`,
      `farm\\2026\\02\\${id}`,
      `farm/2026/02/${id.toUpperCase()}`,
      `.incoming/2026/02/${id}`,
      `farm//02/${id}`,
      id,
    ];
    for (const text of refused) assert.throws(() => parseObjectKey(text), InvalidArguments, JSON.stringify(text));
    assert.throws(() => objectKey({ projectId: '..', createdAt: new Date(), id }), InvalidArguments);
  });
});
