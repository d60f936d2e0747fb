import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Where each run of tests writes down which of those that name requirements passed. */
export const PROOFS_FOLDER = join(ROOT, 'dist', 'proofs');
