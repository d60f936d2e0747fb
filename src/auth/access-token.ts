import type { Random } from '../clock/random.js';
import { hashSecret, newSecret } from './random-secret.js';

const PREFIX = 'at_';

/** A new token for a program, which acts as its account with it. Shown once; only its hash is kept. */
export function newAccessToken(random: Random): string {
  return newSecret(PREFIX, random);
}

/** Is the token of a Bearer authorization one of these? All others have the form of a JWT. */
export function isAccessToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

export function hashAccessToken(token: string): Buffer {
  return hashSecret(token);
}
