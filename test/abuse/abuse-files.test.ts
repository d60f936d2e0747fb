import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { LargeFiles, UNLESS_MEASURED } from '../support/large-files.js';

const NAMES = ['a.bin', 'b.bin', 'c.bin', 'd.bin'];

describe('large files by a file route', { skip: UNLESS_MEASURED }, () => {
  let large: LargeFiles;
  before(async () => {
    large = await LargeFiles.open();
  });
  after(() => large.close());

  it('do not grow the server, four of 200 MB up and down at once', async (context) => {
    await large.upAndDown(['e.bin', 'f.bin', 'g.bin', 'h.bin'], 1);
    const growth = await large.growth(async () => {
      await large.upAndDown(NAMES, 200);
      await large.downWhileUp(NAMES, 200);
    });
    context.diagnostic(`It grew by ${growth.toFixed()} MB.`);
    assert.ok(growth < 64, `It grew by ${growth.toFixed()} MB.`);
  });
});
