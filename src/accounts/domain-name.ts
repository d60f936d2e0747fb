import { InvalidArguments } from '../errors/invalid-arguments.js';

/** One step of a domain's path: 1 to 100 characters without the blanks round it, in NFC. */
export function parseDomainName(text: string): string {
  const name = text.trim().normalize('NFC');
  const { length } = Array.from(name);
  if (length < 1 || length > 100) throw new InvalidArguments('name', 'The name of a domain has 1 to 100 characters.');
  if (/[/\p{Cc}]/u.test(name) || name === '.' || name === '..') {
    throw new InvalidArguments(
      'name',
      'The name of a domain has no "/" and no control characters, and is not "." or "..".',
    );
  }
  return name;
}
