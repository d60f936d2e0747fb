import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Clock } from './clock.js';

/** Where chance comes in: ids and secrets. */
export interface Random {
  /** A new UUIDv7: unique, and in order of the clock. */
  id(): string;
  /** Unguessable bytes. */
  bytes(count: number): Buffer;
}

export function systemRandom(clock: Clock): Random {
  return {
    id: () => v7({ msecs: clock.now().getTime(), random: randomBytes(16) }),
    bytes: (count) => randomBytes(count),
  };
}
