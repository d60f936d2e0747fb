import { InvalidArguments } from '../errors/invalid-arguments.js';

/** A password that somebody chose: 8 to 200 characters, just as they were given. */
export function parseNewPassword(text: string, property = 'password'): string {
  const { length } = Array.from(text);
  if (length < 8 || length > 200) throw new InvalidArguments(property, 'A password has 8 to 200 characters.');
  return text;
}
