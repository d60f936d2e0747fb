import { InvalidArguments } from '../errors/invalid-arguments.js';

/** How long a link lives when nothing is said, in seconds. */
const DEFAULT_SECONDS = { GET: 15 * 60, PUT: 60 * 60 } as const;

/** The longest life that the signatures of S3 allow: seven days, in seconds. */
const LONGEST_LINK_LIFETIME = 7 * 24 * 60 * 60;

/** The lifetime of a link in whole seconds, from 1 to seven days; the default of its method when none is asked for. */
export function linkLifetime(method: 'GET' | 'PUT', expiresIn?: number | null): number {
  const seconds = expiresIn ?? DEFAULT_SECONDS[method];
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_LINK_LIFETIME) {
    throw new InvalidArguments(
      'expiresIn',
      `A signed URL lives for 1 to ${LONGEST_LINK_LIFETIME.toString()} whole seconds (seven days).`,
      { min: 1, max: LONGEST_LINK_LIFETIME },
    );
  }
  return seconds;
}
