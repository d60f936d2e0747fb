/**
 * Why the embedded PostgreSQL cannot run. For the operator at start, never for a client: the messages name paths.
 */
type EmbeddedPostgresErrorCode =
  | 'BINARIES_MISSING'
  | 'NO_UNPRIVILEGED_RUN'
  | 'FOLDER_IN_USE'
  | 'FOLDER_UNUSABLE'
  | 'OTHER_MAJOR_VERSION'
  | 'PASSWORD_REFUSED'
  | 'START_FAILED'
  | 'STOP_FAILED';

abstract class EmbeddedPostgresError extends Error {
  abstract readonly code: EmbeddedPostgresErrorCode;

  override get name(): string {
    return this.constructor.name;
  }
}

/** No packaged binaries for this machine, or binaries that do not run on it. */
export class BinariesMissing extends EmbeddedPostgresError {
  readonly code = 'BINARIES_MISSING';

  constructor(why: string, cause?: unknown) {
    super(`The packaged PostgreSQL cannot be used: ${why} Set DATABASE_URL to use a PostgreSQL of your own.`, {
      cause,
    });
  }
}

/** PostgreSQL refuses to run as root, and no other way was found. */
export class NoUnprivilegedRun extends EmbeddedPostgresError {
  readonly code = 'NO_UNPRIVILEGED_RUN';

  /** @param tried what was tried, each with the reason why it failed */
  constructor(folder: string, tried: readonly string[]) {
    super(
      `PostgreSQL does not run as root, and no unprivileged way to run it in ${folder} was found ` +
        `(${tried.join('; ')}): start Thingstore as an ordinary user, use a data folder that others may enter, ` +
        'or set DATABASE_URL.',
    );
  }
}

/** Another live Thingstore has the data folder. */
export class FolderInUse extends EmbeddedPostgresError {
  readonly code = 'FOLDER_IN_USE';

  /** @param holder "process 4711", or whoever else has it */
  constructor(folder: string, holder: string) {
    super(`The data folder ${folder} is in use by ${holder}.`);
  }
}

/** The data folder holds something that we must neither use nor replace. */
export class FolderUnusable extends EmbeddedPostgresError {
  readonly code = 'FOLDER_UNUSABLE';
}

/** The data was written by another major version of PostgreSQL. */
export class OtherMajorVersion extends EmbeddedPostgresError {
  readonly code = 'OTHER_MAJOR_VERSION';

  constructor(folder: string, versions: { readonly found: string; readonly ours: string }) {
    super(
      `The data in ${folder} was written by PostgreSQL ${versions.found}, and this is PostgreSQL ${versions.ours}: ` +
        `dump it with version ${versions.found} and restore it into a new folder, or use the earlier Thingstore.`,
    );
  }
}

/** The server answers, but not to the password in the folder. */
export class PasswordRefused extends EmbeddedPostgresError {
  readonly code = 'PASSWORD_REFUSED';

  constructor(passwordFile: string, cause: unknown) {
    super(`PostgreSQL refuses the password in ${passwordFile}: restore that file together with the data.`, { cause });
  }
}

/** PostgreSQL or initdb ended, or did not answer in time. */
export class StartFailed extends EmbeddedPostgresError {
  readonly code = 'START_FAILED';

  constructor(what: string, output: string) {
    super(output === '' ? what : `${what} It said:\n${output}`);
  }
}

/** The server outlived even SIGKILL, or may not be signalled by us. */
export class StopFailed extends EmbeddedPostgresError {
  readonly code = 'STOP_FAILED';

  constructor(pid: number) {
    super(`PostgreSQL (process ${pid.toString()}) does not end.`);
  }
}
