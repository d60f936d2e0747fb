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

/** Nothing is restored to where something stands, or to one place twice. */
export class PlaceTaken extends ThingstoreError {
  readonly code = 'RESOURCE_EXISTS';
  override readonly property = 'path';

  constructor(path: string | null) {
    super(
      `The place ${path ?? 'of one of them'} is taken: archive or move what stands there first, and restore one entry for it.`,
    );
    if (path !== null) this.params = { path };
  }

  override readonly params?: Readonly<Record<string, unknown>>;
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

/** It says no more of the pointers than that there are some: the caller may not see them. */
export class ResourceInUse extends ThingstoreError {
  readonly code = 'RESOURCE_IN_USE';

  constructor(
    id: string,
    override readonly property: 'ids' | 'at',
  ) {
    super(`Pointers show the file of ${id}: with onPointers: ORPHAN it is deleted all the same, and they lose it.`);
    this.params = { id };
  }

  override readonly params: Readonly<Record<string, unknown>>;
}
