import { ThingstoreError } from '../errors/thingstore-error.js';

export class ResourceNotFound extends ThingstoreError {
  readonly code = 'RESOURCE_NOT_FOUND';

  constructor(
    name: string,
    override readonly property = 'id',
  ) {
    super(`There is no resource ${name}.`);
  }
}

export class ResourceExists extends ThingstoreError {
  readonly code = 'RESOURCE_EXISTS';
  override readonly property = 'path';

  constructor(path: string) {
    super(`A resource stands at ${path} already. To replace a file use requestUpload with replace: true.`);
  }
}

/** A put replaces resources, never pointers. */
export class PointerStands extends ThingstoreError {
  readonly code = 'RESOURCE_EXISTS';
  override readonly property = 'path';

  constructor(path: string) {
    super(`A pointer stands at ${path}: delete it before you put a resource there.`);
  }
}

export class ResourceArchived extends ThingstoreError {
  readonly code = 'RESOURCE_ARCHIVED';
  override readonly property = 'id';

  constructor(id: string) {
    super(`The resource ${id} is archived: restore it before it is changed.`);
  }
}

export class VersionConflict extends ThingstoreError {
  readonly code = 'VERSION_CONFLICT';
  override readonly property = 'ifVersion';

  constructor(currentVersion: number) {
    super(`The resource was changed meanwhile: it is at version ${currentVersion.toString()}.`);
    this.params = { currentVersion };
  }

  override readonly params: Readonly<Record<string, unknown>>;
}
