import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { proofTable, readRequirements, requirementsNamed, unknownRequirements } from './proof-table.js';

const DOCUMENT = `
# What is proven

| Id | What holds | |
|---|---|---|
| S1-001 | A | |
| S1-002 | B, with a \`|\` in it | _open_ |
| X-01 | C | |
`;
const REQUIREMENTS = readRequirements(DOCUMENT);

describe('the table of requirements', () => {
  it('is read from the document, row by row', () => {
    assert.deepEqual(
      REQUIREMENTS.map(({ id, isOpen }) => [id, isOpen]),
      [
        ['S1-001', false],
        ['S1-002', true],
        ['X-01', false],
      ],
    );
    assert.throws(() => readRequirements(`${DOCUMENT}| X-01 | D | |`), /X-01 stands twice/);
  });

  it('takes the ids at the end of a title, and those alone', () => {
    assert.deepEqual(requirementsNamed('keeps a pointer [S1-058 S1-059]'), ['S1-058', 'S1-059']);
    assert.deepEqual(requirementsNamed('keeps [S1-058] a pointer'), []);
    assert.deepEqual(requirementsNamed('reads a [list]'), []);
  });

  it('is green where tests name a row and all of them passed', () => {
    const proofs = [
      { title: 'does A [S1-001 X-01]', hasPassed: true },
      { title: 'does C too [X-01]', hasPassed: false },
    ];
    assert.deepEqual(
      proofTable(REQUIREMENTS, proofs).map(({ state, tests }) => [state, tests]),
      [
        ['green', ['does A [S1-001 X-01]']],
        ['open', []],
        ['red', ['does A [S1-001 X-01]', 'FAILED: does C too [X-01]']],
      ],
    );
  });

  it('is red where no test names a row that is not open, and where an open one fails', () => {
    const proofs = [{ title: 'does B [S1-002]', hasPassed: false }];
    const states = proofTable(REQUIREMENTS, proofs).map(({ state }) => state);
    assert.deepEqual(states, ['red', 'red', 'red']);
  });

  it('knows ids that are in no document', () => {
    assert.deepEqual(unknownRequirements(REQUIREMENTS, [{ title: 'does D [S1-999 S1-001]', hasPassed: true }]), [
      'S1-999',
    ]);
  });
});
