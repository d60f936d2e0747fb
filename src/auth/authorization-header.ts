import { Unauthenticated } from '../errors/unauthenticated.js';

/** A credential as it was sent, by HTTP header or in the websocket's connectionParams.authorization. */
export type Credential =
  { readonly scheme: 'BEARER'; readonly token: string } | { readonly scheme: 'THING'; readonly key: string };

/** Nothing sent is nobody; something that cannot be read is refused. */
export function parseAuthorization(text: string | undefined): Credential | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return null;
  const [, scheme, secret] = /^(bearer|thing)\s+(\S+)$/i.exec(trimmed) ?? [];
  if (scheme === undefined || secret === undefined) {
    throw new Unauthenticated('The authorization is "Bearer <token>" or "Thing <key>".');
  }
  return scheme.toLowerCase() === 'bearer' ? { scheme: 'BEARER', token: secret } : { scheme: 'THING', key: secret };
}
