import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Viewer } from '../../auth/viewer.js';
import type { ErrorCode } from '../../errors/error-codes.js';
import type { RestCredential } from './rest-credential.js';

/** What may be sent in a body, by its media type. In a form the properties are parts, beside the file. */
export type RestBody = Readonly<
  Record<string, { readonly schema: z.ZodType; readonly file?: 'REQUIRED' | 'OPTIONAL' }>
>;

/** What is answered when all went well. */
export interface RestAnswer {
  readonly description: string;
  /** JSON of this shape, or bytes of any type; left out: nothing. */
  readonly content?: z.ZodType | 'BYTES';
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request to a route, and who makes it. */
export interface RestExchange {
  readonly request: Request;
  readonly response: Response;
  readonly viewer: Viewer;
}

/** What one method of one route does: it is served and described from here. */
export interface RestOperation {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As OpenAPI writes it: /files/{name}. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly credential: RestCredential;
  /** Parameters of the path, described by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: z.ZodObject;
  readonly body?: RestBody;
  /** By status. */
  readonly answers: Readonly<Record<number, RestAnswer>>;
  /** Beside those that every operation can have. */
  readonly errors: readonly ErrorCode[];
  readonly handle: (exchange: RestExchange) => Promise<void>;
}

/** The methods at a path that nobody may use there, whatever it holds: they are refused, and not described. */
export interface ReadOnlyPath {
  readonly path: string;
  readonly credential: RestCredential;
  readonly methods: readonly RestOperation['method'][];
  readonly refuse: () => Error;
}
