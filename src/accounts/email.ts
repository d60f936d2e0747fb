import { InvalidArguments } from '../errors/invalid-arguments.js';

const ONE_AT = /^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$/u;

/** The e-mail that an account logs in with: 3 to 254 characters without the blanks round it, with one @ among them. */
export function parseEmail(text: string, property = 'email'): string {
  const email = text.trim();
  const { length } = Array.from(email);
  if (length < 3 || length > 254 || !ONE_AT.test(email)) {
    throw new InvalidArguments(property, 'An e-mail has 3 to 254 characters, one @ among them and no blanks.');
  }
  return email;
}
