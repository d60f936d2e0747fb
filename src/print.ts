import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RESOLVERS, REST_SCHEMAS } from './app.js';
import { printConfigurationPage } from './config/configuration-page.js';
import { buildThingstoreSchema } from './graphql/build-schema.js';
import { printThingstoreSchema } from './graphql/print-schema.js';
import { restDescriptions } from './http/rest/rest-descriptions.js';
import { printRestPage } from './http/rest/rest-page.js';

// Writes what is made from the code: schema.graphql, docs/configuration.md and docs/rest.md. With --check it writes
// nothing, and fails when one of them is not up to date.

const root = fileURLToPath(new URL('../../', import.meta.url));

const PRINTED: Readonly<Record<string, () => string>> = {
  'schema.graphql': () => printThingstoreSchema(buildThingstoreSchema({ resolvers: RESOLVERS, instances: [] })),
  'docs/configuration.md': printConfigurationPage,
  'docs/rest.md': () => printRestPage(restDescriptions(REST_SCHEMAS)),
};

const isCheck = process.argv.includes('--check');
for (const [file, print] of Object.entries(PRINTED)) {
  const path = join(root, file);
  const text = print();
  if (!isCheck) {
    await writeFile(path, text);
  } else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    process.stderr.write(`${file} is not up to date: run npm run print.\n`);
    process.exitCode = 1;
  }
}
