import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print, type DocumentNode } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';

/** An error as clients see it. */
export interface ApiError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    readonly code: string;
    readonly property?: string;
    readonly params?: Readonly<Record<string, unknown>>;
    readonly requestId: string;
  };
}

/** What came back over HTTP, whatever it was. */
export interface ApiAnswer<Data> {
  readonly status: number;
  readonly data?: Data | null;
  readonly errors?: readonly ApiError[];
}

/** A refusal, where a test expected data. */
export class ApiRefusal extends Error {
  constructor(readonly errors: readonly ApiError[]) {
    super(errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('; '));
  }
}

/** A client of the API with one credential: real HTTP, real WebSocket. */
export class ApiClient {
  constructor(
    readonly url: string,
    /** "Bearer ..." or "Thing ..."; null for nobody. */
    readonly authorization: string | null,
    /** What else it sends with each HTTP request, and as connectionParams of its sockets. */
    readonly otherHeaders: Readonly<Record<string, string>> = {},
  ) {}

  /** The same credential, shown to another process. */
  at(url: string): ApiClient {
    return new ApiClient(url, this.authorization);
  }

  /** The data; throws ApiRefusal when there are errors. */
  async request<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
    const { data, errors } = await this.send<Data>(print(document), variables);
    if (errors !== undefined || data == null) throw new ApiRefusal(errors ?? []);
    return data;
  }

  /** The first error; throws when there is none. */
  async refusal<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<ApiError> {
    const { errors } = await this.send<Data>(print(document), variables);
    const [first] = errors ?? [];
    if (first === undefined) throw new Error('The request was answered without an error.');
    return first;
  }

  /** Any text as a query, any value as variables: for requests that no typed document can be. */
  async send<Data = Readonly<Record<string, unknown>>>(query: unknown, variables?: unknown): Promise<ApiAnswer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headers() },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as Omit<ApiAnswer<Data>, 'status'>) };
  }

  /** The operation with one file, as a GraphQL multipart request; `path` says where in the variables the file goes. */
  async upload<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    file: { readonly path: string; readonly bytes: Uint8Array; readonly name: string; readonly type: string },
  ): Promise<ApiAnswer<Data>> {
    const form = new FormData();
    form.set('operations', JSON.stringify({ query: print(document), variables }));
    form.set('map', JSON.stringify({ file: [file.path] }));
    form.set('file', new Blob([Buffer.from(file.bytes)], { type: file.type }), file.name);
    const response = await fetch(`${this.url}/graphql`, { method: 'POST', headers: this.headers(), body: form });
    return { status: response.status, ...((await response.json()) as Omit<ApiAnswer<Data>, 'status'>) };
  }

  /** A WebSocket of its own; dispose it. */
  webSocket(): Client {
    return createClient({
      url: `${this.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      ...(Object.keys(this.headers()).length === 0 ? {} : { connectionParams: this.headers() }),
    });
  }

  /** A subscription on a WebSocket of its own. */
  subscribe<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Watching<Data> {
    return new Watching<Data>(this.webSocket(), document, variables);
  }

  private headers(): Record<string, string> {
    return { ...(this.authorization !== null && { authorization: this.authorization }), ...this.otherHeaders };
  }
}

/** The events of one subscription, collected as they come. */
export class Watching<Data> {
  readonly events: Data[] = [];
  /** Errors that came as results, or that ended the subscription. */
  readonly errors: unknown[] = [];
  isEnded = false;
  private readonly waiting = new Set<() => void>();
  private readonly unsubscribe: () => void;

  constructor(
    private readonly client: Client,
    document: DocumentNode,
    variables: Record<string, unknown>,
  ) {
    this.unsubscribe = client.subscribe<Data>(
      { query: print(document), variables },
      {
        next: ({ data, errors }) => {
          if (data != null) this.events.push(data);
          this.errors.push(...(errors ?? []));
          this.notify();
        },
        error: (error) => {
          this.errors.push(...(Array.isArray(error) ? (error as unknown[]) : [error]));
          this.isEnded = true;
          this.notify();
        },
        complete: () => {
          this.isEnded = true;
          this.notify();
        },
      },
    );
  }

  /** Waits until the condition holds; fails after 20 s. It is asked again after each event. */
  async until(condition: (watching: this) => boolean): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (!condition(this)) {
      const rest = deadline - Date.now();
      if (rest <= 0) {
        throw new Error(
          `Waited in vain: ${this.events.length.toString()} events, errors ${JSON.stringify(this.errors)}`,
        );
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, rest);
        this.waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    await this.client.dispose();
  }

  private notify(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
