import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import busboy, { type Busboy, type FieldInfo, type FileInfo } from 'busboy';
import { InvalidArguments } from '../../errors/invalid-arguments.js';
import { PropertyRequired } from '../../errors/property-required.js';
import { ThingstoreError } from '../../errors/thingstore-error.js';
import type { SentFile, SentForm } from '../../request/sent-form.js';
import { LimitedBody, type BodyLimits } from '../limited-body.js';
import { OWN_FIELDS, readFormFields } from './form-fields.js';

/** Beside the file: what is said of it. */
const FIELDS: readonly string[] = ['metadata', ...OWN_FIELDS];
/** Of a part: all of them mean the bytes themselves. */
const PLAIN_ENCODINGS: readonly string[] = ['7bit', '8bit', 'binary'];
const MAXIMUM_FIELD_BYTES = 1024 * 1024;
/** One more than there can be, so that it is told which one is too many. */
const MAXIMUM_PARTS = FIELDS.length + 2;

/**
 * A form with one file (multipart/form-data), read as it comes: the file is handed on while the rest is still on its way,
 * and comes no faster than it is taken. Nothing of it is read before it is asked for. `close` has to follow, however it
 * went.
 */
export class FileForm implements SentForm<Readonly<Record<string, unknown>>> {
  private readonly parser: Busboy;
  private readonly fields = new Map<string, string | Promise<string>>();
  private reading: Reading | undefined;
  private onFile: (file: SentFile | null) => void = () => undefined;
  private incoming: Readable | undefined;
  private failure: ThingstoreError | undefined;

  /** Errors: INVALID_ARGUMENTS body. */
  constructor(
    private readonly request: IncomingMessage,
    private readonly limits: BodyLimits,
  ) {
    this.parser = parserOf(request);
    this.parser.on('file', (name, stream, info) => {
      this.takeFile(name, stream, info);
    });
    this.parser.on('field', (name, value, info) => {
      this.takeField(name, value, info);
    });
    // A head that is none: what follows it is not looked at.
    this.parser.once('error', () => {
      this.refuse(notWhole());
    });
    for (const event of ['partsLimit', 'fieldsLimit', 'filesLimit'] as const) {
      this.parser.on(event, () => {
        this.refuse(new InvalidArguments('body', `The form has more than the parts file, ${FIELDS.join(', ')}.`));
      });
    }
  }

  /** Errors: PAYLOAD_TOO_LARGE when the body is announced to be longer; INVALID_ARGUMENTS. */
  async file(): Promise<SentFile | null> {
    this.reading ??= this.read();
    return this.reading.file;
  }

  /** Errors: PROPERTY_REQUIRED file for a form with nothing in it; INVALID_ARGUMENTS, PAYLOAD_TOO_LARGE. */
  async properties(): Promise<Readonly<Record<string, unknown>>> {
    this.reading ??= this.read();
    await this.reading.parsed.catch(() => {
      throw this.reason;
    });
    if (this.incoming === undefined && this.fields.size === 0) throw new PropertyRequired('file');
    const fields = await Promise.all([...this.fields].map(async ([name, value]) => [name, await value] as const));
    return readFormFields(new Map(fields));
  }

  /** Lets go of what was not read. */
  close(): void {
    this.reading?.body.destroy();
    this.parser.destroy();
  }

  private read(): Reading {
    const body = new LimitedBody(this.request, this.limits);
    // First of all who listens, so that the file breaks off for the reason that the body does.
    body.once('error', (cause) => this.incoming?.destroy(body.failure ?? cause));
    const parsed = pipeline(body, this.parser);
    const file = new Promise<SentFile | null>((resolve, reject) => {
      this.onFile = resolve;
      parsed.then(
        () => {
          resolve(null);
        },
        () => {
          reject(this.reason);
        },
      );
    });
    // Whoever asks is told; nobody has to.
    file.catch(() => undefined);
    return { body, parsed, file };
  }

  private takeFile(part: string | undefined, stream: Readable, { filename: sent, mimeType, encoding }: FileInfo): void {
    const filename = sent ?? '';
    // Of a file that breaks off its reader is told.
    stream.on('error', () => undefined);
    // The parser ends what it has begun to read, and nobody would end this.
    if (this.failure !== undefined) stream.destroy();
    else if (part === undefined) this.refuse(withoutName());
    else if (FIELDS.includes(part)) this.keep(part, shortText(part, stream));
    else if (part !== 'file') this.refuse(unknownPart(part));
    else if (this.incoming !== undefined) this.refuse(new InvalidArguments('file', 'A form carries one file.'));
    else if (filename.includes('\uFFFD')) {
      this.refuse(new InvalidArguments('name', 'The name of a file is written in UTF-8.'));
    } else if (!PLAIN_ENCODINGS.includes(encoding.toLowerCase())) {
      this.refuse(new InvalidArguments('file', `The bytes are sent as they are, not in ${encoding.slice(0, 100)}.`));
    } else {
      this.incoming = stream;
      this.onFile({ filename, mimetype: mimeType, createReadStream: () => stream });
    }
  }

  private takeField(name: string | undefined, value: string, { valueTruncated }: FieldInfo): void {
    if (this.failure !== undefined) return;
    if (name === undefined) this.refuse(withoutName());
    else if (name === 'file') {
      this.refuse(
        new InvalidArguments('file', 'The part "file" is sent with a file name, as curl -F file=@<path> does.'),
      );
    } else if (!FIELDS.includes(name)) this.refuse(unknownPart(name));
    else if (valueTruncated) this.refuse(tooLong(name));
    else if (value.includes('\uFFFD')) this.refuse(notUtf8(name));
    else this.keep(name, value);
  }

  private keep(name: string, value: string | Promise<string>): void {
    if (this.fields.has(name)) {
      this.refuse(new InvalidArguments(name, `The part ${name} comes once.`));
      return;
    }
    this.fields.set(name, value);
    // What cannot be read is told before a file that comes behind it was taken.
    Promise.resolve(value)
      .then((text) => readFormFields(new Map([[name, text]])))
      .catch((cause: unknown) => {
        // Another cause is that the form ended early, which is told of the form.
        if (cause instanceof ThingstoreError) this.refuse(cause);
      });
  }

  private refuse(failure: ThingstoreError): void {
    this.failure ??= failure;
    this.incoming?.destroy(failure);
    this.parser.destroy(failure);
  }

  /** Without a reason the client went away, or sent what ends in the middle. */
  private get reason(): ThingstoreError {
    return this.reading?.body.failure ?? this.failure ?? notWhole();
  }
}

/** A form whose bytes come. */
interface Reading {
  readonly body: LimitedBody;
  /** When all of it was read. */
  readonly parsed: Promise<void>;
  readonly file: Promise<SentFile | null>;
}

function parserOf(request: IncomingMessage): Busboy {
  try {
    return busboy({
      headers: request.headers,
      // A name is what was sent: one that would lead into a folder is refused, not shortened.
      preservePath: true,
      defParamCharset: 'utf8',
      // It takes a field of just its limit for one that was cut.
      limits: { fieldSize: MAXIMUM_FIELD_BYTES + 1, parts: MAXIMUM_PARTS },
    });
  } catch {
    throw new InvalidArguments('body', 'The Content-Type of a form tells its boundary: let your client write it.');
  }
}

/** A field that was sent as a file. Errors: INVALID_ARGUMENTS when it is too long, or no UTF-8. */
async function shortText(name: string, stream: Readable): Promise<string> {
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAXIMUM_FIELD_BYTES) stream.destroy(tooLong(name));
  });
  const value = await text(stream);
  if (value.includes('\uFFFD')) throw notUtf8(name);
  return value;
}

function unknownPart(name: string): InvalidArguments {
  return new InvalidArguments(
    Array.from(name).slice(0, 100).join(''),
    `The form has the parts file, ${FIELDS.join(', ')}, and no other.`,
  );
}

function withoutName(): InvalidArguments {
  return new InvalidArguments('body', 'Each part of a form has a name.');
}

function notUtf8(name: string): InvalidArguments {
  return new InvalidArguments(name, `The part ${name} is written in UTF-8; JSON may have \\uFFFD as an escape.`);
}

function tooLong(name: string): InvalidArguments {
  return new InvalidArguments(name, `The part ${name} has at most 1 MiB.`, { maximum: MAXIMUM_FIELD_BYTES });
}

function notWhole(): InvalidArguments {
  return new InvalidArguments('body', 'The form did not come whole. Send it again.');
}
