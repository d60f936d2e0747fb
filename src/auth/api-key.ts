import type { Random } from '../clock/random.js';
import { hashSecret, newSecret } from './random-secret.js';

/** A new key that says of which project a request is, and from which client. Shown once; only its hash is kept. */
export function newApiKey(random: Random): string {
  return newSecret('ak_', random);
}

export function hashApiKey(key: string): Buffer {
  return hashSecret(key);
}
