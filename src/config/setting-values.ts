import proxyAddr from 'proxy-addr';
import { z } from 'zod';
import { parseDuration } from './duration.js';
import { parseSize } from './size.js';

/** What a setting's text has to be. Each message completes the sentence "<NAME> must be ...". */
function text<Value>(expected: string, read: (given: string) => Value | undefined) {
  return z.string().transform((given, context): Value => {
    const value = read(given);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

/** A whole number between two bounds, both included. */
export function wholeNumber(bounds: { readonly least: number; readonly most: number }) {
  const { least, most } = bounds;
  return text(`a whole number from ${String(least)} to ${String(most)}`, (given) => {
    const value = /^\d{1,15}$/.test(given) ? Number(given) : undefined;
    return value !== undefined && value >= least && value <= most ? value : undefined;
  });
}

/** Bytes, written like "5MB"; at least one. */
export function size() {
  return text('a size such as 5MB: a whole number above 0 and B, KB, MB, GB or TB', (given) => {
    const bytes = parseSize(given);
    return bytes === undefined || bytes === 0 ? undefined : bytes;
  });
}

/** The longest time that timers and PostgreSQL take, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** Milliseconds, written like "30s"; up to 24 days. */
export function duration(least: string) {
  const leastMs = parseDuration(least) ?? 0;
  return text(`a duration from ${least} to 24d: a whole number and ms, s, m, h or d`, (given) => {
    const milliseconds = parseDuration(given);
    return milliseconds === undefined || milliseconds < leastMs || milliseconds > LONGEST ? undefined : milliseconds;
  });
}

/** A time for which something is kept, in milliseconds: it is compared with, and never waited for. */
export function keepingTime(least: string) {
  const leastMs = parseDuration(least) ?? 0;
  const mostMs = parseDuration('36500d') ?? 0;
  return text(`a duration from ${least} to 36500d: a whole number and s, m, h or d`, (given) => {
    const milliseconds = parseDuration(given);
    return milliseconds === undefined || milliseconds < leastMs || milliseconds > mostMs ? undefined : milliseconds;
  });
}

/** Text that has the form of the pattern, as it stands. */
export function matching(pattern: RegExp, expected: string) {
  return text(expected, (given) => (pattern.test(given) ? given : undefined));
}

export function oneOf<const Value extends string>(values: readonly Value[]) {
  return text(`one of ${values.join(', ')}`, (given) => values.find((value) => value === given));
}

export function claim() {
  return text('true or false', (given) => (given === 'true' ? true : given === 'false' ? false : undefined));
}

function webUrl(given: string): URL | undefined {
  if (!/^https?:\/\//.test(given) || !URL.canParse(given)) return undefined;
  const url = new URL(given);
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '' ? url : undefined;
}

/** A web address without query, fragment or credentials; the answer has no slash at its end. */
export function webAddress() {
  return text('an address such as https://things.example.org', (given) => webUrl(given)?.href.replace(/\/+$/, ''));
}

/** Where an S3 store answers: no path, since the path is part of what a signature covers. Without a slash at its end. */
export function webOrigin() {
  return text('an address without a path such as http://minio:9000', (given) => {
    const url = webUrl(given);
    return url?.pathname === '/' ? url.origin : undefined;
  });
}

/** "*", or web origins with commas between them. */
export function origins() {
  return text('* or origins such as https://app.example.org, with commas between them', (given) => {
    if (given === '*') return '*' as const;
    const list = given.split(',').map((part) => part.trim());
    return list.every((origin) => webUrl(origin)?.origin === origin) ? list : undefined;
  });
}

/** Addresses, ranges and names of ranges with commas between them: whom to believe what X-Forwarded-For says. */
export function proxies() {
  return text('addresses or ranges such as 10.0.0.0/8, or loopback, linklocal, uniquelocal, with commas', (given) => {
    const list = given.split(',').map((part) => part.trim());
    // It reads a bare number as an address too, where people mean how many proxies there are.
    if (list.some((part) => /^\d+(\/|$)/.test(part))) return undefined;
    try {
      proxyAddr.compile(list);
      return list;
    } catch {
      return undefined;
    }
  });
}

/** Hosts that are this machine itself, as a URL has them. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Where an outside issuer is, just as it stands: that is its name too, and is compared letter by letter. */
export function issuer() {
  return text('an address such as https://login.example.org; http is for this machine alone', (given) => {
    const url = webUrl(given);
    return url !== undefined && !/\s/.test(given) && (url.protocol === 'https:' || LOOPBACK.test(url.hostname))
      ? given
      : undefined;
  });
}
