import { createHash } from 'node:crypto';
import type { Random } from '../clock/random.js';

/** A new secret: 256 random bits, which a header can carry, behind a prefix that says what it is. Shown once. */
export function newSecret(prefix: string, random: Random): string {
  return `${prefix}${random.bytes(32).toString('base64url')}`;
}

/** What is stored of a secret. It needs no salt and no slow hash: it is random, not chosen by people. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
