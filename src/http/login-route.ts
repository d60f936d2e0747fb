import { Router, type RequestHandler } from 'express';
import type { z } from 'zod';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { PropertyRequired } from '../errors/property-required.js';
import type { DoorParts } from './authenticate.js';
import { MethodNotAllowed, UnsupportedMediaType } from './error-answer.js';
import { exchangeOf } from './exchange.js';
import { readJson } from './json-body.js';
import { LOGIN_INPUT } from './login-operation.js';
import { countOperations, whileCounted } from './operation-count.js';

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

export interface LoginRouteParts extends Pick<DoorParts, 'authentication' | 'operations' | 'body'> {
  readonly sessions: LoginDoor;
}

/** POST /auth/login {userName, password}: the login for clients that speak no GraphQL. Needs no API key. */
export function loginRoute(parts: LoginRouteParts): Router {
  const route = Router();
  route.all('/login', (request, response, next) => {
    if (request.method !== 'POST') response.set('Allow', 'POST');
    next(request.method === 'POST' ? undefined : new MethodNotAllowed(request.method));
  });
  route.post('/login', checkApiKey(parts), countOperations(parts.operations), async (request, response) => {
    if (!request.is('application/json')) throw new UnsupportedMediaType('Send application/json.');
    const { userName: email, password } = credentialsOf(await readJson(request, parts.body));
    const { clientAddress } = exchangeOf(request);
    const login = () => parts.sessions.login({ email, password, clientAddress });
    const { token, expiresAt } = await whileCounted(request, login);
    response.set('Cache-Control', 'no-store');
    response.json({ token, tokenType: 'Bearer', expiresAt: expiresAt.toISOString() });
  });
  return route;
}

/** A token that ended is what people log in for: only the key is looked at, and only when there is one. */
function checkApiKey({ authentication }: LoginRouteParts): RequestHandler {
  return async (request, _response, next) => {
    await authentication.callerOf({ authorization: undefined, apiKey: request.get('x-api-key') }, { apiKey: false });
    next();
  };
}

/** Errors: PROPERTY_REQUIRED, INVALID_ARGUMENTS; none of them repeats what was sent. */
function credentialsOf(body: Readonly<Record<string, unknown>>): z.infer<typeof LOGIN_INPUT> {
  // First, and by name: a property called __proto__ is one too.
  const [unknown] = Object.keys(body).filter((name) => !Object.hasOwn(LOGIN_INPUT.shape, name));
  if (unknown !== undefined) {
    throw new InvalidArguments(unknown.slice(0, 100), 'The body holds userName and password, and nothing else.');
  }
  const { data, error } = LOGIN_INPUT.safeParse(body);
  if (error === undefined) return data;
  const { path = [], message = '' } = error.issues[0] ?? {};
  const name = String(path[0] ?? 'body');
  throw body[name] == null
    ? new PropertyRequired(name)
    : new InvalidArguments(name, `The property ${name} ${message}.`);
}
