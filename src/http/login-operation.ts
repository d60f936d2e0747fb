import { z } from 'zod';
import { textFlaw } from '../request/json-flaw.js';
import type { RestDescription } from './rest/rest-operation.js';

/** Text that can be kept; what it was is not repeated. */
function text() {
  return z.string({ error: 'must be text' }).superRefine((value, context) => {
    const message = textFlaw(value);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
}

/** What is sent to log in. */
export const LOGIN_INPUT = z
  .strictObject({
    userName: text().describe('The e-mail of the account.'),
    password: text().describe('The password of the account.').meta({ format: 'password' }),
  })
  .meta({ id: 'Login', examples: [{ userName: 'admin@localhost', password: '...' }] });

/** What a login is answered with. */
const SESSION = z
  .object({
    token: z.string().describe('Sent from now on as Authorization: Bearer <token>.'),
    tokenType: z.literal('Bearer').describe('How it is sent.'),
    expiresAt: z.iso.datetime().describe('When it ends, unless the password changes before.'),
  })
  .meta({
    id: 'Session',
    description: 'What a login opens.',
    examples: [{ token: 'eyJhbGciOiJIUzI1NiJ9...', tokenType: 'Bearer', expiresAt: '2030-01-01T08:00:00.000Z' }],
  });

/** POST /auth/login, as it is described: login-route.ts serves it. */
export const LOGIN_OPERATION: RestDescription = {
  ...{ method: 'post', path: '/auth/login', id: 'login' },
  tag: { name: 'Login', description: 'How an account comes by a token. Things need none: they show their key.' },
  summary: 'Opens a session',
  description:
    'Attempts are counted, by account and by address: after too many that failed RATE_LIMITED says how long to wait.',
  credential: null,
  door: null,
  body: { 'application/json': { schema: LOGIN_INPUT } },
  answers: {
    200: {
      ...{ description: 'The session.', content: SESSION },
      headers: { 'Cache-Control': 'Always "no-store".' },
    },
  },
  errors: ['PROPERTY_REQUIRED', 'INVALID_ARGUMENTS', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
};
