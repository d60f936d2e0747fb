import type { Random } from '../clock/random.js';
import { hashSecret, newSecret } from './random-secret.js';

/** A new key for a thing. Shown once; only its hash is kept. */
export function newThingKey(random: Random): string {
  return newSecret('tk_', random);
}

export function hashThingKey(key: string): Buffer {
  return hashSecret(key);
}
