import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import busboy, { type Busboy, type FieldInfo, type FileInfo } from 'busboy';
import { InvalidArguments } from '../../errors/invalid-arguments.js';
import { PropertyRequired } from '../../errors/property-required.js';
import type { ThingstoreError } from '../../errors/thingstore-error.js';
import type { SentFile, SentForm } from '../../request/sent-form.js';
import { LimitedBody, type BodyLimits } from '../limited-body.js';
import { readFormFields } from './form-fields.js';

/** Beside the file: what is said of it. */
const FIELDS: readonly string[] = ['metadata', 'class', 'format', 'time'];
/** Of a part: all of them mean the bytes themselves. */
const PLAIN_ENCODINGS: readonly string[] = ['7bit', '8bit', 'binary'];
const MAXIMUM_FIELD_BYTES = 1024 * 1024;
/** One more than there can be, so that it is told which one is too many. */
const MAXIMUM_PARTS = FIELDS.length + 2;

/**
 * A form with one file (multipart/form-data), read as it comes: the file is handed on while the rest is still on its way,
 * and comes no faster than it is taken. `close` has to follow, however it went.
 */
export class FileForm implements SentForm<Readonly<Record<string, unknown>>> {
  private readonly body: LimitedBody;
  private readonly parser: Busboy;
  private readonly parsed: Promise<void>;
  private readonly fields = new Map<string, string | Promise<string>>();
  private readonly sentFile: Promise<SentFile | null>;
  private onFile: (file: SentFile | null) => void = () => undefined;
  private incoming: Readable | undefined;
  private failure: ThingstoreError | undefined;

  /** Errors: PAYLOAD_TOO_LARGE when the body is announced to be longer, INVALID_ARGUMENTS body. */
  constructor(request: IncomingMessage, limits: BodyLimits) {
    this.parser = parserOf(request);
    this.body = new LimitedBody(request, limits);
    // First of all who listens, so that the file breaks off for the reason that the body does.
    this.body.once('error', (cause) => this.incoming?.destroy(this.body.failure ?? cause));
    this.parser.on('file', (name, stream, info) => {
      this.takeFile(name, stream, info);
    });
    this.parser.on('field', (name, value, info) => {
      this.takeField(name, value, info);
    });
    for (const event of ['partsLimit', 'fieldsLimit', 'filesLimit'] as const) {
      this.parser.on(event, () => {
        this.refuse(new InvalidArguments('body', `The form has more than the parts file, ${FIELDS.join(', ')}.`));
      });
    }
    this.parsed = pipeline(this.body, this.parser);
    this.sentFile = new Promise((resolve, reject) => {
      this.onFile = resolve;
      this.parsed.then(
        () => {
          resolve(null);
        },
        () => {
          reject(this.reason);
        },
      );
    });
    // Whoever asks is told; nobody has to.
    this.sentFile.catch(() => undefined);
  }

  async file(): Promise<SentFile | null> {
    return this.sentFile;
  }

  /** Errors: PROPERTY_REQUIRED file for a form with nothing in it; INVALID_ARGUMENTS, PAYLOAD_TOO_LARGE. */
  async properties(): Promise<Readonly<Record<string, unknown>>> {
    await this.parsed.catch(() => {
      throw this.reason;
    });
    if (this.incoming === undefined && this.fields.size === 0) throw new PropertyRequired('file');
    const fields = await Promise.all([...this.fields].map(async ([name, value]) => [name, await value] as const));
    return readFormFields(new Map(fields));
  }

  /** Lets go of what was not read. */
  close(): void {
    this.body.destroy();
    this.parser.destroy();
  }

  private takeFile(part: string, stream: Readable, { filename: sent, mimeType, encoding }: FileInfo): void {
    const filename = sent ?? '';
    // Of a file that breaks off its reader is told.
    stream.on('error', () => undefined);
    if (FIELDS.includes(part)) {
      this.keep(part, shortText(part, stream));
    } else if (part !== 'file') {
      this.refuse(unknownPart(part));
    } else if (this.incoming !== undefined) {
      this.refuse(new InvalidArguments('file', 'A form carries one file.'));
    } else if (filename.includes('\uFFFD')) {
      this.refuse(new InvalidArguments('name', 'The name of a file is written in UTF-8.'));
    } else if (!PLAIN_ENCODINGS.includes(encoding.toLowerCase())) {
      this.refuse(new InvalidArguments('file', `The bytes are sent as they are, not in ${encoding.slice(0, 100)}.`));
    } else {
      this.incoming = stream;
      this.onFile({ filename, mimetype: mimeType, createReadStream: () => stream });
    }
  }

  private takeField(name: string, value: string, { valueTruncated }: FieldInfo): void {
    if (name === 'file') {
      this.refuse(
        new InvalidArguments('file', 'The part "file" is sent with a file name, as curl -F file=@<path> does.'),
      );
    } else if (!FIELDS.includes(name)) this.refuse(unknownPart(name));
    else if (valueTruncated) this.refuse(tooLong(name));
    else this.keep(name, value);
  }

  private keep(name: string, value: string | Promise<string>): void {
    if (typeof value !== 'string') value.catch((cause: unknown) => this.parser.destroy(cause as Error));
    if (this.fields.has(name)) this.refuse(new InvalidArguments(name, `The part ${name} comes once.`));
    else this.fields.set(name, value);
  }

  private refuse(failure: ThingstoreError): void {
    this.failure ??= failure;
    this.incoming?.destroy(failure);
    this.parser.destroy(failure);
  }

  /** Without a reason the client went away, or sent what ends in the middle. */
  private get reason(): ThingstoreError {
    return this.failure ?? this.body.failure ?? notWhole();
  }
}

function parserOf(request: IncomingMessage): Busboy {
  try {
    return busboy({
      headers: request.headers,
      // A name is what was sent: one that would lead into a folder is refused, not shortened.
      preservePath: true,
      defParamCharset: 'utf8',
      limits: { fieldSize: MAXIMUM_FIELD_BYTES, parts: MAXIMUM_PARTS },
    });
  } catch {
    throw new InvalidArguments('body', 'The Content-Type of a form tells its boundary: let your client write it.');
  }
}

/** A field that was sent as a file. Errors: INVALID_ARGUMENTS when it is too long. */
async function shortText(name: string, stream: Readable): Promise<string> {
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAXIMUM_FIELD_BYTES) stream.destroy(tooLong(name));
  });
  return text(stream);
}

function unknownPart(name: string): InvalidArguments {
  return new InvalidArguments(name.slice(0, 100), `The form has the parts file, ${FIELDS.join(', ')}, and no other.`);
}

function tooLong(name: string): InvalidArguments {
  return new InvalidArguments(name, `The part ${name} has at most 1 MiB.`, { maximum: MAXIMUM_FIELD_BYTES });
}

function notWhole(): InvalidArguments {
  return new InvalidArguments('body', 'The form did not come whole. Send it again.');
}
