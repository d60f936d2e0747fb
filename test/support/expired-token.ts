import { createHmac } from 'node:crypto';
import { SessionTokens } from '../../src/auth/session-token.js';
import { TOKEN_SECRET, type TestThingstore } from './thingstore.js';

/** Signed as the server signs, for its Root account, and over since an hour. */
export async function expiredToken(thingstore: TestThingstore): Promise<string> {
  const { data } = await thingstore.root.send<{ readonly viewer: { readonly account: { readonly id: string } } }>(
    '{ viewer { account { id } } }',
  );
  const secret = createHmac('sha256', TOKEN_SECRET).update('thingstore session tokens').digest();
  const clock = { now: () => new Date(Date.now() - 3_600_000) };
  const tokens = new SessionTokens({ secret, lifetimeMs: 1000, clock });
  const accountId = data?.viewer.account.id ?? '';
  return (await tokens.issue({ projectId: 'default', accountId, version: 0 })).token;
}
