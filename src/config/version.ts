import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Package = z.object({ version: z.string() });

/** Which Thingstore this is, e.g. "1.2.0": as package.json says. */
export function readVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return Package.parse(JSON.parse(text)).version;
}
