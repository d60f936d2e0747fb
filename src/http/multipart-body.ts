import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { LimitedBody } from './limited-body.js';

/**
 * The body of a multipart request, whose files are kept as they come. Were a file left in the body until somebody asks
 * for it, all files behind it would wait too, and a body that stands still does not notice that its client was lost.
 */
export class MultipartBody extends LimitedBody {
  private readonly kept = new Map<string, Buffer[]>();
  private repeatedName: string | undefined;
  private parsed: Promise<void> = Promise.resolve();

  /** Called by the library, with its parser. */
  override pipe<Parser extends NodeJS.WritableStream>(parser: Parser): Parser {
    parser.on('file', (name: string, file: Readable) => {
      this.keep(name, file);
    });
    this.parsed = finished(parser);
    // Nobody waits for the rest of a body that was refused at its beginning.
    this.parsed.catch(() => undefined);
    return super.pipe(parser);
  }

  /**
   * The bytes of each part that is a file, by its name, once all of them have come; to be asked for after `pipe`.
   * Errors: INVALID_ARGUMENTS file when two have the same name, and those of the parser.
   */
  async files(): Promise<ReadonlyMap<string, readonly Buffer[]>> {
    await this.parsed;
    if (this.repeatedName === undefined) return this.kept;
    throw new InvalidArguments('file', `Each part has a name of its own: ${this.repeatedName} comes twice.`);
  }

  private keep(name: string, file: Readable): void {
    if (this.kept.has(name)) this.repeatedName = name;
    const chunks: Buffer[] = [];
    this.kept.set(name, chunks);
    file.on('data', (chunk: Buffer) => chunks.push(chunk));
    // Of a file that breaks off the parser tells as well.
    file.on('error', () => undefined);
  }
}
