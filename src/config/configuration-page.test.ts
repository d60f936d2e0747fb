import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from './config.js';
import { printConfigurationPage } from './configuration-page.js';
import { SETTINGS } from './settings.js';

describe('the configuration page', () => {
  const page = printConfigurationPage();
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));

  it('has one row for each setting, with a default and a meaning', () => {
    assert.deepEqual(
      rows.map((row) => /^\| `([A-Z0-9_]+)` \| (?! ?\|).+ \| .+\. \|$/.exec(row)?.[1]),
      Object.keys(SETTINGS),
    );
  });

  it('shows defaults that mean the same when they are written out', () => {
    const written = rows.map((row) => /^\| `([A-Z0-9_]+)` \| `([^`]+)` \|/.exec(row)).filter((match) => match !== null);
    assert.ok(written.length > 10);
    const env = Object.fromEntries(written.map(([, name = '', value = '']) => [name, value]));
    assert.deepEqual(parseConfig(env), parseConfig({}));
  });
});
