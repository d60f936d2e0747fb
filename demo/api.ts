/** The API said no: `code` is for programs, the message for people. */
export class ApiRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

const ANSWER_MS = 10_000;

/** The GraphQL API over HTTP, for one credential. That is all a device needs: fetch and JSON. */
export class Api {
  constructor(
    /** Where the server is, e.g. "http://127.0.0.1:4000". */
    readonly url: string,
    /** "Bearer <token>" of a login, "Thing <key>" of a device; left out: nobody in particular. */
    private readonly authorization?: string,
  ) {}

  /**
   * Sends one query or mutation and answers its data.
   *
   * @throws ApiRefusal when the answer holds an error
   */
  async request<Data>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.authorization === undefined ? {} : { authorization: this.authorization }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const { data, errors } = (await response.json()) as Answer<Data>;
    const error = errors?.[0];
    if (error !== undefined) throw new ApiRefusal(error.extensions?.code ?? 'UNKNOWN', error.message);
    if (data == null) throw new Error(`HTTP ${response.status} without data.`);
    return data;
  }
}

/** With what an account logs in. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

/** Logs in and answers what goes into the authorization header, and into connectionParams of a WebSocket. */
export async function logIn(url: string, account: Account): Promise<string> {
  const { login } = await new Api(url).request<{ login: { token: string } }>(
    'mutation LogIn($input: LoginInput!) { login(input: $input) { token } }',
    { input: account },
  );
  return `Bearer ${login.token}`;
}
