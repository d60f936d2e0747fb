import { InvalidArguments } from '../errors/invalid-arguments.js';

/** The value of a JSON resource: an object or an array. Scalars are attributes of a device, not resources. */
export function parseJsonData(value: unknown): object {
  if (typeof value !== 'object' || value === null) {
    throw new InvalidArguments('data', 'The data of a JSON resource is an object or an array, not a single value.');
  }
  return value;
}

/** The MIME type of a JSON value: application/json or one that ends in +json. */
export function parseJsonType(type: string): string {
  if (!/^(application\/json|[^/;]+\/[^/;]+\+json)(;|$)/.test(type)) {
    throw new InvalidArguments('type', 'JSON data has the type application/json, or one that ends in +json.');
  }
  return type;
}
