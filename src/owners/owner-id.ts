import { InvalidArguments } from '../errors/invalid-arguments.js';

const ALLOWED = /^[A-Za-z0-9._:-]{1,255}$/;

/** An owner's id is the caller's own, e.g. a device's serial number: 1 to 255 letters, digits and . _ : - */
export function parseOwnerId(text: string, property: string): string {
  if (!isOwnerId(text)) {
    throw new InvalidArguments(property, 'An owner id has 1 to 255 letters, digits or . _ : -');
  }
  return text;
}

/** Can this be the id of an owner? */
export function isOwnerId(text: string): boolean {
  return ALLOWED.test(text);
}
