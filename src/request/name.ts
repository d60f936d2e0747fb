import { InvalidArguments } from '../errors/invalid-arguments.js';

/** A name for people: 1 to 200 characters without the blanks round it, by characters, not by halves of surrogate pairs. */
export function parseName(text: string, property = 'name'): string {
  const name = text.trim();
  const { length } = Array.from(name);
  if (length < 1 || length > 200) throw new InvalidArguments(property, 'A name has 1 to 200 characters.');
  return name;
}
