import { ThingstoreError } from '../errors/thingstore-error.js';

/** The device or group has no such file. */
export class FileNotFound extends ThingstoreError {
  readonly code = 'FILE_NOT_FOUND';
  override readonly property = 'name';

  constructor(name: string) {
    super(`There is no file ${name}.`);
  }
}

/** Its name is taken; what stands there is untouched. */
export class FileExists extends ThingstoreError {
  readonly code = 'FILE_EXISTS';
  override readonly property = 'name';

  constructor(name: string) {
    super(`The file ${name} exists already. To replace it, update it: PUT, or the mutation updateFile.`);
  }
}

/** It reads the files of the group that it is in, and is in none. */
export class ThingWithoutGroup extends ThingstoreError {
  readonly code = 'GROUP_NOT_FOUND';

  constructor(id: string) {
    super(`The thing ${id} is in no group.`);
  }
}
