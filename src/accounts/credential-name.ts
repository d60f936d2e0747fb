import { InvalidArguments } from '../errors/invalid-arguments.js';

const LONGEST = 200;

/** By what people know a token or a key again: 1 to 200 characters, without the spaces around them. */
export function parseCredentialName(text: string): string {
  const name = text.trim();
  // By characters, not by halves of surrogate pairs.
  const { length } = Array.from(name);
  if (length < 1 || length > LONGEST) {
    throw new InvalidArguments('name', `A name has 1 to ${String(LONGEST)} characters.`);
  }
  return name;
}
