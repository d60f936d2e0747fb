import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { SessionTokens } from './session-token.js';

const HOUR_MS = 3_600_000;
const NOW = new Date('2026-05-04T10:15:00.250Z');
const ACCOUNT = { projectId: 'default', accountId: '019a0000-0000-7000-8000-000000000001', version: 3 };

/** Tokens of a server with a clock that stands at a time. */
function tokensAt(time: Date, secret = 'one secret, 32 letters or longer'): SessionTokens {
  return new SessionTokens({ secret: Buffer.from(secret), lifetimeMs: HOUR_MS, clock: { now: () => time } });
}

function later(milliseconds: number): SessionTokens {
  return tokensAt(new Date(NOW.getTime() + milliseconds));
}

/** A token as somebody else who knows the secret would make it. */
async function forged(claims: Readonly<Record<string, unknown>> = {}, algorithm = 'HS256'): Promise<string> {
  const exp = Math.floor(NOW.getTime() / 1000) + 3600;
  return new SignJWT({ project: 'default', sub: ACCOUNT.accountId, aud: 'thingstore', exp, version: 3, ...claims })
    .setProtectedHeader({ alg: algorithm })
    .sign(Buffer.from('one secret, 32 letters or longer'));
}

const invalid = { code: 'UNAUTHENTICATED', message: 'The token is not valid: log in again.' };

describe('a session token', () => {
  it('says whom it stands for, and until when', async () => {
    const { token, expiresAt } = await tokensAt(NOW).issue(ACCOUNT);
    assert.equal(expiresAt.toISOString(), '2026-05-04T11:15:00.000Z');
    assert.deepEqual(await later(1000).read(token), { ...ACCOUNT, expiresAt });
  });

  it('ends with its time, by the clock of the server', async () => {
    const { token, expiresAt } = await tokensAt(NOW).issue(ACCOUNT);
    assert.ok(await tokensAt(new Date(expiresAt.getTime() - 1)).read(token));
    for (const time of [expiresAt, new Date(expiresAt.getTime() + HOUR_MS)]) {
      await assert.rejects(tokensAt(time).read(token), {
        code: 'UNAUTHENTICATED',
        message: 'The token has expired: log in again.',
      });
    }
  });

  it('of another secret, or altered, is none', async () => {
    const { token } = await tokensAt(NOW, 'another secret of the same length').issue(ACCOUNT);
    await assert.rejects(tokensAt(NOW).read(token), invalid);
    const [header = '', , signature = ''] = (await tokensAt(NOW).issue(ACCOUNT)).token.split('.');
    const claims = { project: 'other', sub: ACCOUNT.accountId, aud: 'thingstore', exp: 4_000_000_000 };
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
    await assert.rejects(tokensAt(NOW).read(`${header}.${body}.${signature}`), invalid);
  });

  it('that is signed by nobody is none', async () => {
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    const claims = { project: 'default', sub: ACCOUNT.accountId, aud: 'thingstore', exp: 4_000_000_000 };
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
    for (const token of [`${header}.${body}.`, `${header}.${body}`, 'x', 'a.b.c', '..']) {
      await assert.rejects(tokensAt(NOW).read(token), invalid, token);
    }
  });

  it('made for something else is none, even with the same secret', async () => {
    assert.ok(await tokensAt(NOW).read(await forged()));
    await assert.rejects(tokensAt(NOW).read(await forged({ aud: 'other' })), invalid);
    await assert.rejects(tokensAt(NOW).read(await forged({}, 'HS384')), invalid);
  });

  it('that never ends, or is of nobody, is none', async () => {
    for (const missing of ['exp', 'sub', 'project', 'version']) {
      await assert.rejects(tokensAt(NOW).read(await forged({ [missing]: undefined })), invalid, missing);
    }
  });
});
