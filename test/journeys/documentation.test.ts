import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { documentedSteps, Placeholders } from '../support/documented.js';
import { waitUntilNothingIsHeldBack } from '../support/feed-horizon.js';
import { ROOT } from '../support/proofs-folder.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { picture, put } from '../support/uploads.js';

/** Documents whose operations are run in their order, each document on a Thingstore of its own. */
const DOCUMENTS = ['resources.md'];

for (const document of DOCUMENTS) {
  describe(`docs/${document}`, () => {
    let thingstore: TestThingstore;
    before(async () => {
      thingstore = await startThingstore();
    });
    after(() => thingstore.stop());

    it('shows operations that work, and answers that come', async () => {
      const steps = documentedSteps(await readFile(join(ROOT, 'docs', document), 'utf8'));
      assert.ok(steps.length > 0);
      const placeholders = new Placeholders();
      for (const step of steps) {
        if ('operation' in step) {
          // What the history shows is what is surely committed.
          if (step.operation.includes('resourceChanges')) await waitUntilNothingIsHeldBack(thingstore.url);
          const { data, errors } = await thingstore.root.send(placeholders.fill(step.operation));
          assert.equal(errors, undefined, `${step.operation}\n${JSON.stringify(errors)}`);
          if (step.answer !== null) assert.deepEqual(data, placeholders.match(step.answer, data), step.operation);
        } else {
          const url = String(JSON.parse(placeholders.fill(step.url)));
          const { status } = await put({ url, headers: { 'content-type': step.type } }, await picture('jpeg'));
          assert.equal(status, 201, step.url);
        }
      }
    });
  });
}
