import type { Shown } from '../auth/authentication.js';
import { Unauthenticated } from '../errors/unauthenticated.js';

/** What a WebSocket shows in its connectionParams: the same as HTTP headers of these names, in any case. */
export function shownInParams(connectionParams: Readonly<Record<string, unknown>> | undefined): Shown {
  const params = new Map(Object.entries(connectionParams ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const text = (name: string, form: string): string | undefined => {
    const value = params.get(name);
    if (value != null && typeof value !== 'string') throw new Unauthenticated(`${name} is text: ${form}.`);
    return value ?? undefined;
  };
  return {
    authorization: text('authorization', '"Bearer <token>" or "Thing <key>"'),
    apiKey: text('x-api-key', 'the API key'),
  };
}
