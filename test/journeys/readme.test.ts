import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from '../support/proofs-folder.js';

describe('the README', () => {
  it('tells what is a resource from what is an attribute, for which the API offers nothing [S1-022 S1-023]', async () => {
    const readme = (await readFile(join(ROOT, 'README.md'), 'utf8')).replaceAll('\n', ' ');
    assert.match(readme, /a file that is uploaded, captured or downloaded is a \*resource\*/);
    assert.match(readme, /Structured data that a system processes \([^)]*settings map\) is an \*attribute\*/);
    const schema = await readFile(join(ROOT, 'schema.graphql'), 'utf8');
    assert.doesNotMatch(schema, /^ *(type |input )?\w*attribute\w*\b.*[:{(]/im);
  });
});
