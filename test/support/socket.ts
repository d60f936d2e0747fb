import { GraphQLError } from 'graphql';
import type { ApiClient, ApiError } from './api-client.js';

/** What came back over a WebSocket of its own: an answer, or the code with which the server closed it. */
export interface SocketAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly ApiError[];
  readonly closeCode?: number;
}

/** Asks one query or mutation over a WebSocket of its own. */
export async function askOverSocket(
  client: ApiClient,
  query: string,
  variables?: Readonly<Record<string, unknown>>,
): Promise<SocketAnswer> {
  const socket = client.webSocket();
  try {
    return await new Promise<SocketAnswer>((resolve, reject) => {
      let answer: SocketAnswer = { errors: [] };
      socket.subscribe(
        { query, variables: variables ?? null },
        {
          next: ({ data, errors = [] }) => {
            answer = { data: data ?? null, errors: errors.map(apiError) };
          },
          error: (error) => {
            if (Array.isArray(error)) resolve({ errors: error.map(apiError) });
            else if (isCloseEvent(error)) resolve({ errors: [], closeCode: error.code });
            else reject(error instanceof Error ? error : new Error('The socket failed.'));
          },
          complete: () => {
            resolve(answer);
          },
        },
      );
    });
  } finally {
    await socket.dispose();
  }
}

/** The code with which the server closed a socket, among the errors that a subscription saw. */
export function closeCodeIn(errors: readonly unknown[]): number | undefined {
  return errors.find(isCloseEvent)?.code;
}

function isCloseEvent(error: unknown): error is { readonly code: number } {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number';
}

function apiError(error: unknown): ApiError {
  return (error instanceof GraphQLError ? error.toJSON() : error) as ApiError;
}
