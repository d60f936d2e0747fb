import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiClient } from './api-client.js';
import { BareLine } from './bare-line.js';
import type { Records } from './records.js';
import { until } from './until.js';

/** What a file route answered. */
export interface RouteAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** A file as the device protocol has it. */
export interface AnsweredFile {
  readonly name: string;
  readonly class: string;
  readonly format: string;
  readonly time: number;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface AnsweredFiles {
  readonly total: number;
  readonly files: readonly AnsweredFile[];
}

interface RouteError {
  readonly code: string;
  readonly property?: string;
  readonly message: string;
  readonly requestId: string;
}

/** What goes in a form: the file, and what is said of it, in this order. */
export interface FormSent {
  readonly name?: string;
  readonly bytes?: Uint8Array | string;
  readonly type?: string;
  readonly metadata?: unknown;
  readonly fields?: Readonly<Record<string, string>>;
}

/** The files of one thing or group, over its routes, with one credential. */
export class FileRoutes {
  constructor(
    readonly url: string,
    readonly authorization: string | null,
    /** Below which they are: /files, or /fs/groups/<id>/files. */
    readonly path: string,
  ) {}

  /** Those of the thing that the client is. */
  static ofThing(thing: ApiClient, path = '/files'): FileRoutes {
    return new FileRoutes(thing.url, thing.authorization, path);
  }

  static ofGroup(client: ApiClient, groupId: string): FileRoutes {
    return new FileRoutes(client.url, client.authorization, `/fs/groups/${groupId}/files`);
  }

  /** Any request. The rest of the path is taken as it is. */
  async ask(rest: string, init: RequestInit = {}): Promise<RouteAnswer> {
    const headers = new Headers(init.headers);
    if (this.authorization !== null) headers.set('authorization', this.authorization);
    const response = await fetch(`${this.url}${this.path}${rest}`, { ...init, headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes };
  }

  async list(query = ''): Promise<RouteAnswer> {
    return this.ask(query);
  }

  async download(name: string, headers: Readonly<Record<string, string>> = {}): Promise<RouteAnswer> {
    return this.ask(`/${encodeURIComponent(name)}`, { headers });
  }

  async post(sent: FormSent): Promise<RouteAnswer> {
    return this.ask('', { method: 'POST', body: formOf(sent) });
  }

  async put(name: string, sent: FormSent): Promise<RouteAnswer> {
    return this.ask(`/${encodeURIComponent(name)}`, { method: 'PUT', body: formOf(sent) });
  }

  /** The properties alone. */
  async putJson(name: string, properties: unknown): Promise<RouteAnswer> {
    const body = typeof properties === 'string' ? properties : JSON.stringify(properties);
    const headers = { 'content-type': 'application/json' };
    return this.ask(`/${encodeURIComponent(name)}`, { method: 'PUT', headers, body });
  }

  async delete(name: string): Promise<RouteAnswer> {
    return this.ask(`/${encodeURIComponent(name)}`, { method: 'DELETE' });
  }

  /** A line of its own on which the head of a request was sent. Its answer ends it. */
  async begin(request: RequestHead): Promise<BareLine> {
    const { method, rest = '', headers } = request;
    const line = await BareLine.open(this.url);
    const all = { Host: 'x', Authorization: this.authorization ?? '', Connection: 'close', ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    line.send([`${method} ${this.path}${rest} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    return line;
  }

  /** A form of which the first bytes of the file are sent, all of them announced. */
  async beginForm(request: Pick<RequestHead, 'method' | 'rest'>, sent: HalfSent): Promise<HalfForm> {
    const head = partHead('file', sent.name);
    const tail = `\r\n--${BOUNDARY}--\r\n`;
    const length = head.length + sent.bytes.length + tail.length;
    const headers = { 'Content-Type': FORM_TYPE, 'Content-Length': length.toString() };
    const line = await this.begin({ ...request, headers });
    line.send(head);
    const [first, rest] = [sent.bytes.subarray(0, sent.first), sent.bytes.subarray(sent.first)];
    line.socket.write(first);
    return {
      line,
      finish: async () => {
        line.socket.write(rest);
        line.send(tail);
        return line.answer();
      },
    };
  }
}

interface RequestHead {
  readonly method: string;
  /** Of the path, as it is sent. */
  readonly rest?: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface HalfSent {
  readonly name: string;
  readonly bytes: Buffer;
  /** How many bytes of the file are sent at once. */
  readonly first: number;
}

interface HalfForm {
  readonly line: BareLine;
  /** Sends the rest; answers what came back. */
  finish(): ReturnType<BareLine['answer']>;
}

/** Of forms that a test writes by hand. */
export const BOUNDARY = 'b0undary';
export const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** What stands before the content of a part of such a form; not in Latin-1: as UTF-8 that is sent byte by byte. */
export function partHead(name: string, filename?: string): string {
  const file = filename === undefined ? '' : `; filename="${Buffer.from(filename).toString('latin1')}"`;
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`;
}

/** The body of such a form: heads and contents, and the end. */
export function bodyOf(...parts: readonly string[]): string {
  return `${parts.map((part) => `${part}\r\n`).join('')}--${BOUNDARY}--\r\n`;
}

export function formOf({ name, bytes, type = '', metadata, fields = {} }: FormSent): FormData {
  const form = new FormData();
  if (bytes !== undefined) {
    form.append('file', new Blob([typeof bytes === 'string' ? bytes : Buffer.from(bytes)], { type }), name);
  }
  if (metadata !== undefined) {
    form.append('metadata', typeof metadata === 'string' ? metadata : JSON.stringify(metadata));
  }
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  return form;
}

/** The file that was answered. */
export function fileIn({ bytes }: Pick<RouteAnswer, 'bytes'>): AnsweredFile {
  return JSON.parse(bytes.toString()) as AnsweredFile;
}

/** The list that was answered. */
export function filesIn({ bytes }: Pick<RouteAnswer, 'bytes'>): AnsweredFiles {
  return JSON.parse(bytes.toString()) as AnsweredFiles;
}

/** Status, code and property of a refusal: most tests ask for no more. */
export function refusalOf({ status, bytes }: Pick<RouteAnswer, 'status' | 'bytes'>) {
  const { error } = JSON.parse(bytes.toString()) as { readonly error: RouteError };
  return [status, error.code, ...(error.property === undefined ? [] : [error.property])];
}

/** The same of an answer on a bare line. */
export function bareRefusal({ status, body }: { readonly status: number; readonly body: string }) {
  return refusalOf({ status, bytes: Buffer.from(body, 'latin1') });
}

/** What the server keeps: rows, versions and history, and the bytes that are content or are about to be. */
export async function keptIn(records: Records) {
  const [entries, [history], objects] = [
    await records.ask('select owner_id, path, id, version, object_id, state from resource order by id'),
    await records.ask('select count(*)::int as count from resource_change'),
    await records.ask(`select id, state from stored_object where state <> 'CONDEMNED' order by id`),
  ];
  return { entries, history, objects };
}

/** How many files of the objects' folder this process, in which the server is, has open. */
export async function openObjects(dataFolder: string): Promise<number> {
  const descriptors = await readdir('/proc/self/fd');
  const places = await Promise.all(descriptors.map((each) => readlink(`/proc/self/fd/${each}`).catch(() => '')));
  return places.filter((place) => place.startsWith(join(dataFolder, 'objects'))).length;
}

/** Waits until nothing half-taken is left: no file on its way in, and no descriptor. */
export async function untilLetGo(dataFolder: string): Promise<void> {
  await until(async () => (await incomingIn(dataFolder)).length === 0 && (await openObjects(dataFolder)) === 0);
}

/** How many objects lie in the store on disk, whatever knows of them. */
export async function storedFiles(dataFolder: string): Promise<number> {
  const found = await readdir(join(dataFolder, 'objects'), { recursive: true, withFileTypes: true });
  return found.filter((each) => each.isFile() && !each.name.startsWith('.')).length;
}

/** What is on its way in. */
export async function incomingIn(dataFolder: string): Promise<readonly string[]> {
  return readdir(join(dataFolder, 'objects', '.incoming'));
}
