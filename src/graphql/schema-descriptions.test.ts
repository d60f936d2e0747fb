import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RESOLVERS } from '../app.js';
import { buildThingstoreSchema } from './build-schema.js';
import { missingDescriptions } from './missing-descriptions.js';

describe('the schema that is served', () => {
  it('describes every type, field, argument, input property and enum value', () => {
    assert.deepEqual(missingDescriptions(buildThingstoreSchema({ resolvers: RESOLVERS, instances: [] })), []);
  });
});
