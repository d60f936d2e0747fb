/** A row of docs/requirements.md. */
export interface Requirement {
  readonly id: string;
  readonly text: string;
  /** What it speaks of is still to be built: it need not be proven yet. */
  readonly isOpen: boolean;
}

/** How a test that names requirements ended. */
export interface Proof {
  readonly title: string;
  readonly hasPassed: boolean;
}

export interface ProofRow {
  readonly requirement: Requirement;
  readonly state: 'green' | 'red' | 'open';
  /** The titles of the tests that name it; those that did not pass are marked. */
  readonly tests: readonly string[];
}

const ROW = /^\| ([A-Z]+\d?-\d+) \| (.+?) \| *(_open_)? *\|$/;
const NAMED = /\[((?:[A-Z]+\d?-\d+ ?)+)\]$/;

/** The requirements of the document, in its order. */
export function readRequirements(document: string): Requirement[] {
  const rows = document.split('\n').flatMap((line) => {
    const [, id, text, open] = ROW.exec(line) ?? [];
    return id === undefined || text === undefined ? [] : [{ id, text, isOpen: open !== undefined }];
  });
  const doubled = rows.find(({ id }, index) => rows.findIndex((row) => row.id === id) !== index);
  if (doubled !== undefined) throw new Error(`${doubled.id} stands twice.`);
  return rows;
}

/** The requirements that the title of a test names at its end: "keeps a pointer [S1-058 S1-059]". */
export function requirementsNamed(title: string): readonly string[] {
  return (
    NAMED.exec(title)?.[1]
      ?.split(' ')
      .filter((id) => id !== '') ?? []
  );
}

/** A row is green when tests name it and all of them passed. */
export function proofTable(requirements: readonly Requirement[], proofs: readonly Proof[]): ProofRow[] {
  return requirements.map((requirement) => {
    const named = proofs.filter(({ title }) => requirementsNamed(title).includes(requirement.id));
    const isGreen = named.length > 0 && named.every(({ hasPassed }) => hasPassed);
    const tests = named.map(({ title, hasPassed }) => (hasPassed ? title : `FAILED: ${title}`));
    return { requirement, tests, state: isGreen ? 'green' : requirement.isOpen && named.length === 0 ? 'open' : 'red' };
  });
}

/** What tests name although no document asks for it: most likely a slip of the pen. */
export function unknownRequirements(requirements: readonly Requirement[], proofs: readonly Proof[]): readonly string[] {
  const known = new Set(requirements.map(({ id }) => id));
  return [...new Set(proofs.flatMap(({ title }) => requirementsNamed(title)))].filter((id) => !known.has(id));
}
