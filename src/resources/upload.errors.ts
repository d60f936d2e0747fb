import { ThingstoreError } from '../errors/thingstore-error.js';

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

export class UploadMismatch extends ThingstoreError {
  readonly code = 'UPLOAD_MISMATCH';

  constructor(
    override readonly property: 'size' | 'sha256',
    override readonly params: { readonly expected: number | string; readonly found: number | string },
  ) {
    super(
      `The uploaded bytes are not those that were announced: ${property} is ${params.found.toString()}, ` +
        `not ${params.expected.toString()}. Request a new upload.`,
    );
  }
}
