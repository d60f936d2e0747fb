import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROOFS_FOLDER, ROOT } from './proofs-folder.js';
import { proofTable, readRequirements, unknownRequirements, type Proof, type ProofRow } from './proof-table.js';

// Prints the table of requirements, after the tests ran: npm run requirements.

async function main(): Promise<void> {
  const requirements = readRequirements(await readFile(join(ROOT, 'docs', 'requirements.md'), 'utf8'));
  const proofs = await readProofs();
  const rows = proofTable(requirements, proofs);
  for (const row of rows) console.log(lineOf(row));
  const count = (state: ProofRow['state']) => rows.filter((row) => row.state === state).length;
  console.log(
    `\n${String(count('green'))} of ${String(rows.length)} rows are proven, ` +
      `${String(count('open'))} are open, ${String(count('red'))} are red.`,
  );
  const unknown = unknownRequirements(requirements, proofs);
  if (unknown.length > 0) console.log(`Named by tests, and in no document: ${unknown.join(', ')}`);
  process.exitCode = count('red') > 0 || unknown.length > 0 ? 1 : 0;
}

/** Of all runs since the last one of all tests. */
async function readProofs(): Promise<readonly Proof[]> {
  const files = await readdir(PROOFS_FOLDER).catch(() => []);
  const texts = await Promise.all(files.map((file) => readFile(join(PROOFS_FOLDER, file), 'utf8')));
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Proof);
}

function lineOf({ requirement: { id, text }, state, tests }: ProofRow): string {
  const proof = tests.length === 0 ? 'no test names it' : tests.join('\n               ');
  return `${id.padEnd(7)} ${state.padEnd(6)} ${text}\n               ${proof}`;
}

await main();
