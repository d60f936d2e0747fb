import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';

const read = (name: string) => readFile(new URL(`../../../${name}`, import.meta.url), 'utf8');

describe('what is no resource but an attribute', () => {
  it('is told from it by the rule of thumb in the README [S1-023]', async () => {
    const text = (await read('README.md')).replaceAll(/\s+/g, ' ');
    assert.match(text, /Rule of thumb:\*\* a file that is uploaded, captured or downloaded is a \*resource\*/);
    assert.match(text, /Structured data that a system processes [^.]*is an \*attribute\*/);
  });

  it('such as a settings map has no API here, and the README says so [S1-022]', async () => {
    assert.match((await read('README.md')).replaceAll(/\s+/g, ' '), /a settings map.*no API for attributes/);
    assert.doesNotMatch(await read('schema.graphql'), /attributes?\(|attributes?:/i);
  });
});
