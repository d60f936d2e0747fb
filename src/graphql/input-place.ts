import { InvalidArguments } from '../errors/invalid-arguments.js';
import { PropertyRequired } from '../errors/property-required.js';

/** Where in a request an input value stands: `createResource`, then `input`, then `ownerId`. */
export interface InputPlace {
  readonly key: string | number;
  readonly parent: InputPlace | undefined;
}

/** What clients send as a name may be long; answers and log lines shall not be. */
const LONGEST_NAME = 100;
const LONGEST_PATH = 300;

export function rootPlace(key: string): InputPlace {
  return { key, parent: undefined };
}

/** The place of an argument, a property or a list's item within another. */
export function within(parent: InputPlace, key: string | number): InputPlace {
  return { key, parent };
}

/** The place at the end of a path from here. */
export function along(place: InputPlace, path: readonly (string | number)[]): InputPlace {
  return path.reduce<InputPlace>(within, place);
}

/** The refusal of an input that was left out or is null. */
export function requiredAt(place: InputPlace): PropertyRequired {
  return new PropertyRequired(propertyOf(place), { path: pathOf(place) });
}

/** @param complaint ends the sentence that begins with the property's name */
export function invalidAt(place: InputPlace, complaint: string): InvalidArguments {
  const property = propertyOf(place);
  return new InvalidArguments(property, `${property} ${complaint}.`, { path: pathOf(place) });
}

/** An item of a list answers with the name of the list. */
function propertyOf(place: InputPlace): string {
  let at: InputPlace | undefined = place;
  while (typeof at?.key === 'number') at = at.parent;
  return String(at?.key ?? place.key).slice(0, LONGEST_NAME);
}

function pathOf(place: InputPlace): string {
  const keys: (string | number)[] = [];
  for (let at: InputPlace | undefined = place; at !== undefined; at = at.parent) keys.unshift(at.key);
  return keys.join('.').slice(0, LONGEST_PATH);
}
