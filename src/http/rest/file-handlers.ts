import type { Request, Response } from 'express';
import { InvalidArguments } from '../../errors/invalid-arguments.js';
import type { Log } from '../../logging/log.js';
import { findJsonFlaw, JSON_DEPTH_LIMIT } from '../../request/json-flaw.js';
import { parseInput } from '../../request/parse-input.js';
import type { SentForm } from '../../request/sent-form.js';
import type { ObjectStore } from '../../storage/object-store.js';
import { UnsupportedMediaType } from '../error-answer.js';
import { readJson } from '../json-body.js';
import type { BodyLimits } from '../limited-body.js';
import { serveObject } from '../object-download.js';
import type { FileDoor, FilePage, FilesAsked } from './file-door.js';
import { FileForm } from './file-form.js';
import { OWN_FIELDS } from './form-fields.js';
import type { RestExchange } from './rest-operation.js';

/** What the file routes are made of. */
export interface FileHandling<Sent> {
  readonly door: FileDoor<Sent>;
  readonly store: ObjectStore;
  /** Of a JSON body. */
  readonly body: BodyLimits;
  /** Of one file, in bytes. */
  readonly objectSizeLimit: number;
  /** Errors: UNAUTHENTICATED, when the credential of the request was withdrawn since it was shown. */
  readonly stillKnown: (request: Request) => Promise<void>;
  readonly log: Log;
}

/** Of a file: all else that is sent is metadata of its own. */
const PROPERTIES: readonly string[] = OWN_FIELDS;

/** Answers requests for files. */
export class FileHandlers<Sent> {
  constructor(private readonly parts: FileHandling<Sent>) {}

  async list(
    asked: FilesAsked,
    { exchange, page }: { readonly exchange: RestExchange; readonly page: FilePage },
  ): Promise<void> {
    const { request, response } = exchange;
    const { list, next } = await this.parts.door.list(asked, page);
    if (next !== null) {
      response.links({ next: `${pathOf(request)}?limit=${page.limit.toString()}&after=${encodeURIComponent(next)}` });
    }
    answerJson(response, list);
  }

  async download(asked: FilesAsked, { request, response }: RestExchange): Promise<void> {
    const { store, log } = this.parts;
    const { name, ...stored } = await this.parts.door.find(asked, nameIn(request));
    const served = { ...stored, filename: name, disposition: 'inline' } as const;
    await serveObject(served, { request, response, store, log });
  }

  async create(asked: FilesAsked, { request, response }: RestExchange): Promise<void> {
    if (!request.is('multipart/form-data')) throw new UnsupportedMediaType('Send the file as multipart/form-data.');
    const made = await this.withForm(request, (form) => this.parts.door.create(asked, form));
    const { name } = made as { readonly name: string };
    answerJson(response.status(201).location(`${pathOf(request)}/${encodeURIComponent(name)}`), made);
  }

  async update(asked: FilesAsked, { request, response }: RestExchange): Promise<void> {
    const name = nameIn(request);
    const { door, body } = this.parts;
    if (request.is('multipart/form-data')) {
      answerJson(response, await this.withForm(request, (form) => door.update(asked, { name, form })));
    } else if (request.is('application/json')) {
      const form = {
        file: () => Promise.resolve(null),
        properties: async () => this.understood(request, await readJson(request, body)),
      };
      answerJson(response, await door.update(asked, { name, form }));
    } else {
      throw new UnsupportedMediaType(
        'Send a new file as multipart/form-data, new properties alone as application/json.',
      );
    }
  }

  async delete(asked: FilesAsked, { request, response }: RestExchange): Promise<void> {
    await this.parts.door.delete(asked, nameIn(request));
    response.status(204).end();
  }

  private async withForm<Done>(request: Request, work: (form: SentForm<Sent>) => Promise<Done>): Promise<Done> {
    const { body, objectSizeLimit } = this.parts;
    if ((request.get('content-encoding') ?? 'identity').toLowerCase() !== 'identity') {
      throw new UnsupportedMediaType('Send the form as it is, not compressed.');
    }
    // The file alone is counted where it is stored; beside it there is as much as in any body.
    const limits = {
      ...body,
      size: objectSizeLimit + body.size,
      told: objectSizeLimit,
      advice: 'Larger files are refused: see OBJECT_SIZE_LIMIT.',
    };
    const form = new FileForm(request, limits);
    try {
      return await work({
        file: () => form.file(),
        properties: async () => this.understood(request, await form.properties()),
      });
    } finally {
      form.close();
    }
  }

  /** What was sent, when all of it is here. Errors: INVALID_ARGUMENTS, UNAUTHENTICATED. */
  private async understood(request: Request, sent: Readonly<Record<string, unknown>>): Promise<Sent> {
    const properties = this.checked(sent);
    // It may have taken a day.
    await this.parts.stillKnown(request);
    return properties;
  }

  /** Errors: PROPERTY_REQUIRED, INVALID_ARGUMENTS. */
  private checked(value: Readonly<Record<string, unknown>>): Sent {
    const flaw = findJsonFlaw(value, { maximumDepth: JSON_DEPTH_LIMIT, allowsInstances: false });
    if (flaw === undefined) return parseInput(this.parts.door.schemas.sent, value);
    const [key] = flaw.path;
    // What is no property of a file is metadata.
    const property = typeof key === 'string' && PROPERTIES.includes(key) ? key : 'metadata';
    throw new InvalidArguments(property, `The property ${property} ${flaw.reason}.`, { path: flaw.path });
  }
}

function nameIn(request: Request): string {
  return String(request.params['name']);
}

/** Where the request went, without its query, and whatever server it named. */
function pathOf({ baseUrl, path }: Request): string {
  return `${baseUrl}${path}`.replace(/\/$/, '');
}

function answerJson(response: Response, body: object): void {
  // What devices and proxies remember of a list is soon wrong.
  response.set('Cache-Control', 'private, no-cache').json(body);
}
