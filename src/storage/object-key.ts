import { InvalidArguments } from '../errors/invalid-arguments.js';

declare const checked: unique symbol;

/** `<project>/<yyyy>/<mm>/<uuid>`: ours alone, never a user's path, and safe as the path of a file. */
export type ObjectKey = string & { readonly [checked]: 'ObjectKey' };

const KEY = /^[A-Za-z0-9_-]{1,64}\/\d{4}\/\d{2}\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The key of a new object; year and month are those of UTC. */
export function objectKey(object: {
  readonly projectId: string;
  readonly createdAt: Date;
  /** The object's UUID. */
  readonly id: string;
}): ObjectKey {
  const [year, month] = object.createdAt.toISOString().split('-', 2);
  return parseObjectKey([object.projectId, year, month, object.id].join('/'));
}

/** Takes a key that `objectKey` made; anything else is InvalidArguments. */
export function parseObjectKey(text: string): ObjectKey {
  if (!isObjectKey(text)) {
    throw new InvalidArguments('key', 'The key of a stored object is <project>/<year>/<month>/<uuid>.');
  }
  return text;
}

/** Whether `objectKey` can have made this. */
export function isObjectKey(text: string): text is ObjectKey {
  return KEY.test(text);
}
