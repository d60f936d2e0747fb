import type { Stats } from 'node:fs';

/** Written once, a file is told from any other of its name by its size and its time. */
export function etagOf(file: Stats): string {
  return `${file.size.toString(16)}-${Math.floor(file.mtimeMs).toString(16)}`;
}
