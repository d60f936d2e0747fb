import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Viewer } from '../../auth/viewer.js';
import type { ErrorCode } from '../../errors/error-codes.js';
import type { Door } from '../authenticate.js';
import type { RestCredential } from './rest-credential.js';

/** What may be sent in a body, by its media type. */
export type RestBody = Readonly<Record<string, RestContent>>;

interface RestContent {
  readonly schema: z.ZodType;
  /** Of a form with a file: the properties are parts of it beside the file. */
  readonly form?: {
    readonly file: 'REQUIRED' | 'OPTIONAL';
    /** The part that holds all properties as JSON. */
    readonly properties: string;
    /** Properties that may come as parts of their own too. */
    readonly own: readonly string[];
  };
}

/** What is answered when all went well. */
export interface RestAnswer {
  readonly description: string;
  /** JSON of this shape, or bytes of any type; left out: nothing. */
  readonly content?: z.ZodType | 'BYTES';
  /** What each header says; those that are not always there end with a question mark: "Link?". */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request to a route, and who makes it. */
export interface RestExchange {
  readonly request: Request;
  readonly response: Response;
  readonly viewer: Viewer;
}

/** Under which heading operations are listed. */
export interface RestTag {
  readonly name: string;
  readonly description: string;
}

/** What one method of one route does, said for programs and for people. */
export interface RestDescription {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: /files/{name}. */
  readonly path: string;
  /** The name that generated clients give it; it stays. */
  readonly id: string;
  readonly tag: RestTag;
  readonly summary: string;
  readonly description?: string;
  /** Null where nobody has to be known. */
  readonly credential: RestCredential | null;
  /** Where it is asked for an API key; null where none is ever needed. */
  readonly door: Door | null;
  /** Parameters of the path, described by name. */
  readonly parameters?: Readonly<Record<string, RestParameter>>;
  readonly query?: z.ZodObject;
  readonly body?: RestBody;
  /** By status. */
  readonly answers: Readonly<Record<number, RestAnswer>>;
  /** Beside those that every operation can have. */
  readonly errors: readonly ErrorCode[];
}

interface RestParameter {
  readonly description: string;
  readonly example: string;
}

/** A description that is served as well, by handlers that are made where the server is put together. */
export interface RestOperation<Handlers> extends RestDescription {
  readonly credential: RestCredential;
  readonly door: Door;
  readonly handle: (exchange: RestExchange, handlers: Handlers) => Promise<void>;
}

/** An operation that is ready to be served. */
export interface ServedOperation extends Omit<RestOperation<never>, 'handle'> {
  readonly handle: (exchange: RestExchange) => Promise<void>;
}

/** The operations with those who handle them. */
export function servedBy<Handlers>(
  operations: readonly RestOperation<Handlers>[],
  handlers: Handlers,
): readonly ServedOperation[] {
  return operations.map((operation) => ({ ...operation, handle: (exchange) => operation.handle(exchange, handlers) }));
}

/** The methods at a path that nobody may use there, whatever it holds: they are refused, and not described. */
export interface ReadOnlyPath extends Pick<ServedOperation, 'path' | 'credential' | 'door'> {
  readonly methods: readonly RestDescription['method'][];
  readonly refuse: () => Error;
}
