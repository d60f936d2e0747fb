import { ApiClient, type ApiError } from './api-client.js';
import { graphql } from './generated/index.js';

export const CREATE_ACCESS_TOKEN = graphql(`
  mutation CreateAccessToken($input: CreateAccessTokenInput!) {
    createAccessToken(input: $input) {
      id
      name
      token
      expiresAt
      lastUsedAt
    }
  }
`);

export const REVOKE_ACCESS_TOKEN = graphql(`
  mutation RevokeAccessToken($id: ID!) {
    revokeAccessToken(input: { id: $id })
  }
`);

export const ACCESS_TOKENS = graphql(`
  query AccessTokens {
    accessTokens {
      id
      name
      token
      expiresAt
      lastUsedAt
    }
  }
`);

export const CREATE_API_KEY = graphql(`
  mutation CreateApiKey($name: String!) {
    createApiKey(input: { name: $name }) {
      id
      name
      key
      createdAt
      lastUsedAt
    }
  }
`);

export const REVOKE_API_KEY = graphql(`
  mutation RevokeApiKey($id: ID!) {
    revokeApiKey(input: { id: $id })
  }
`);

export const API_KEYS = graphql(`
  query ApiKeys {
    apiKeys {
      id
      name
      key
      createdAt
      lastUsedAt
    }
  }
`);

export const RENEW_SESSION = graphql(`
  mutation RenewSession {
    renewSession {
      token
      expiresAt
      viewer {
        kind
        role
      }
    }
  }
`);

export const LOG_IN = graphql(`
  mutation LogIn($input: LoginInput!) {
    login(input: $input) {
      token
      expiresAt
    }
  }
`);

/** An id that nothing has. */
export const UNKNOWN_ID = '019a0000-0000-7000-8000-00000000dead';

/** A client with a new access token of the account behind `client`. */
export async function accessTokenOf(
  client: ApiClient,
  input: { readonly name: string; readonly expiresAt?: string },
): Promise<{ readonly id: string; readonly token: string; readonly client: ApiClient }> {
  const { createAccessToken } = await client.request(CREATE_ACCESS_TOKEN, { input });
  const { id, token } = createAccessToken;
  if (token == null) throw new Error('The new access token was not shown.');
  return { id, token, client: new ApiClient(client.url, `Bearer ${token}`) };
}

/** A new API key, made by a Root account. */
export async function apiKeyOf(root: ApiClient, name: string): Promise<{ readonly id: string; readonly key: string }> {
  const { createApiKey } = await root.request(CREATE_API_KEY, { name });
  const { id, key } = createApiKey;
  if (key == null) throw new Error('The new API key was not shown.');
  return { id, key };
}

/** The same caller, who sends an API key too. */
export function withApiKey(client: ApiClient, key: string): ApiClient {
  return new ApiClient(client.url, client.authorization, { ...client.otherHeaders, 'x-api-key': key });
}

/** What POST /auth/login answered. */
export interface LoginAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly token?: string;
    readonly tokenType?: string;
    readonly expiresAt?: string;
    readonly error?: ApiError['extensions'] & { readonly message: string };
  };
}

/** POST /auth/login, with just this body. */
export async function postLogin(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<LoginAnswer> {
  const response = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as LoginAnswer['body'] };
}
