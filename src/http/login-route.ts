import { Router } from 'express';
import type { Authentication } from '../auth/authentication.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { PropertyRequired } from '../errors/property-required.js';
import { textFlaw } from '../request/json-flaw.js';
import { MethodNotAllowed, UnsupportedMediaType } from './error-answer.js';
import { drainAfterAnswer, exchangeOf } from './exchange.js';
import { readJson } from './json-body.js';

/** Who logs in, and from where. */
interface Login {
  readonly email: string;
  readonly password: string;
  readonly clientAddress: string;
}

/** Opens sessions, as the mutation login does. */
export interface LoginDoor {
  login(login: Login): Promise<{ readonly token: string; readonly expiresAt: Date }>;
}

export interface LoginRouteParts {
  readonly authentication: Authentication;
  readonly sessions: LoginDoor;
  readonly bodySizeLimit: number;
}

const PROPERTIES = ['userName', 'password'] as const;

/** POST /auth/login {userName, password}: the login for clients that speak no GraphQL. Needs no API key. */
export function loginRoute({ authentication, sessions, bodySizeLimit }: LoginRouteParts): Router {
  const route = Router();
  route.all('/login', (request, response, next) => {
    if (request.method !== 'POST') response.set('Allow', 'POST');
    next(request.method === 'POST' ? undefined : new MethodNotAllowed(request.method));
  });
  route.post('/login', async (request, response) => {
    drainAfterAnswer(request, response);
    // A token that ended is what people log in for: only the key is looked at.
    await authentication.callerOf({ authorization: undefined, apiKey: request.get('x-api-key') }, { apiKey: false });
    if (!request.is('application/json')) throw new UnsupportedMediaType('Send application/json.');
    const { userName: email, password } = credentialsOf(await readJson(request, bodySizeLimit));
    const { clientAddress } = exchangeOf(request);
    const { token, expiresAt } = await sessions.login({ email, password, clientAddress });
    response.set('Cache-Control', 'no-store');
    response.json({ token, tokenType: 'Bearer', expiresAt: expiresAt.toISOString() });
  });
  return route;
}

/** Errors: PROPERTY_REQUIRED, INVALID_ARGUMENTS; none of them repeats what was sent. */
function credentialsOf(body: Readonly<Record<string, unknown>>): Record<(typeof PROPERTIES)[number], string> {
  const [unknown] = Object.keys(body).filter((name) => !(PROPERTIES as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new InvalidArguments(unknown.slice(0, 100), 'The body holds userName and password, and nothing else.');
  }
  const text = (name: (typeof PROPERTIES)[number]): string => {
    const value = body[name];
    if (value === undefined || value === null) throw new PropertyRequired(name);
    if (typeof value !== 'string') throw new InvalidArguments(name, `The property ${name} must be text.`);
    const flaw = textFlaw(value);
    if (flaw !== undefined) throw new InvalidArguments(name, `The property ${name} ${flaw}.`);
    return value;
  };
  return { userName: text('userName'), password: text('password') };
}
