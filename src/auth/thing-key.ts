import { createHash } from 'node:crypto';
import type { Random } from '../clock/random.js';

const PREFIX = 'tk_';

/** A new key for a thing: 256 random bits. Shown once; only its hash is kept. */
export function newThingKey(random: Random): string {
  return `${PREFIX}${random.bytes(32).toString('base64url')}`;
}

/** What is stored of a key. It needs no salt and no slow hash: it is random, not chosen by people. */
export function hashThingKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
