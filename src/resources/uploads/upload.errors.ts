import { ThingstoreError } from '../../errors/thingstore-error.js';

export class UploadNotFound extends ThingstoreError {
  readonly code = 'UPLOAD_NOT_FOUND';
  override readonly property = 'uploadId';

  constructor() {
    super('There is no such upload, or it has ended: request a new one with requestUpload.');
  }
}

export class UploadMissing extends ThingstoreError {
  readonly code = 'UPLOAD_MISSING';
  override readonly property = 'uploadId';

  constructor() {
    super('No bytes have arrived for this upload: PUT them to its URL first.');
  }
}

/** Parts of an upload that are not there, or are not as long as they have to be. */
export class PartsMissing extends ThingstoreError {
  readonly code = 'UPLOAD_MISSING';
  override readonly property = 'id';

  /** @param missingParts the first of them, by number */
  constructor(missingParts: readonly number[]) {
    super(
      `Parts have not arrived whole yet, such as ${missingParts.slice(0, 3).join(', ')}: PUT them to their URLs first.`,
    );
    this.params = { missingParts };
  }

  override readonly params: { readonly missingParts: readonly number[] };
}

export class UploadMismatch extends ThingstoreError {
  readonly code = 'UPLOAD_MISMATCH';

  constructor(
    override readonly property: 'size' | 'sha256' | 'contentEncoding',
    override readonly params: { readonly expected: number | string; readonly found: number | string },
  ) {
    super(
      `The uploaded bytes are not those that were announced: ${property} is ${params.found.toString()}, ` +
        `not ${params.expected.toString()}. Request a new upload.`,
    );
  }
}
