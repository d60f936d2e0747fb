import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RESOLVERS } from './app.js';
import { printConfigurationPage } from './config/configuration-page.js';
import { buildThingstoreSchema } from './graphql/build-schema.js';
import { printThingstoreSchema } from './graphql/print-schema.js';

// Writes what is made from the code: schema.graphql and docs/configuration.md. With --check it writes nothing, and
// fails when one of them is not up to date.

const root = fileURLToPath(new URL('../../', import.meta.url));

const PRINTED: Readonly<Record<string, () => string>> = {
  'schema.graphql': () => printThingstoreSchema(buildThingstoreSchema({ resolvers: RESOLVERS, instances: [] })),
  'docs/configuration.md': printConfigurationPage,
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
