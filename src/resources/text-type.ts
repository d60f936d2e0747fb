import { InvalidArguments } from '../errors/invalid-arguments.js';

/** The MIME type of a text that is kept as a value: any of text/*. */
export function parseTextType(type: string): string {
  if (!type.startsWith('text/')) {
    throw new InvalidArguments('type', 'A text has a type of text/*, for example text/plain or text/csv.');
  }
  return type;
}
