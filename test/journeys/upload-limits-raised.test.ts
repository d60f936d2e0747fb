import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { putFile } from '../support/puts.js';
import { startThingstore } from '../support/thingstore.js';
import { capture } from '../support/uploads.js';

const MEGABYTE = 1_048_576;

describe('a file of 10 MB inside a request', () => {
  const bytes = randomBytes(10 * MEGABYTE);

  async function sentWith(settings: Readonly<Record<string, string>>) {
    const thingstore = await startThingstore({ settings });
    try {
      const camera = await thingstore.thing('cam-1');
      const { put, refusal } = await putFile(camera, { ownerId: 'cam-1', path: 'large' }, { bytes });
      if (refusal !== undefined) return refusal.extensions.code;
      return (await capture(camera, put?.id ?? '')).details?.size;
    } finally {
      await thingstore.stop();
    }
  }

  it('passes when both limits are raised to 20 MB [S1-107 S1-113]', async () => {
    assert.equal(await sentWith({ BODY_SIZE_LIMIT: '20MB', UPLOAD_SIZE_LIMIT: '20MB' }), bytes.length);
  });

  it('is too large still when one of them alone is raised [S1-107]', async () => {
    assert.equal(await sentWith({ BODY_SIZE_LIMIT: '20MB' }), 'PAYLOAD_TOO_LARGE');
    assert.equal(await sentWith({ UPLOAD_SIZE_LIMIT: '20MB' }), 'PAYLOAD_TOO_LARGE');
  });
});
