import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { JsonObjectScalar, JsonScalar, UploadScalar } from '../request/scalars.js';
import type { UploadedFile } from '../request/uploaded-file.js';
import { PointersPolicy } from './pointers-policy.js';

const METADATA = 'Any JSON object of at most 64 KiB, nested at most 10 deep.';
const CAPTURED = 'When the data was captured; now when left out. At most 24 hours ahead.';
const ARCHIVE_AT = 'Directive: the server archives it then. A time that is past means within 5 seconds.';
const DELETE_AT =
  'Directive: the server deletes it then; not before archiveAt. A time that is past means within 5 seconds.';
export const IDEMPOTENCY_KEY =
  'For requests that may come again: 1 to 255 characters of your choice, new for each new request. The same key with the ' +
  'same input, from the same caller within 24 hours, has one effect and answers the same record as it is now; with other ' +
  'input (null where a member was left out is other input) it is INVALID_ARGUMENTS, and RESOURCE_NOT_FOUND when the record ' +
  'is not there any more.';
const GIVEN_UP = 'The URLs are made anew. When the upload was given up meanwhile, the request is a new one.';

@InputType({ description: 'Where a resource lies.' })
export class TripletInput {
  @Field(() => ID, { description: 'The main owner.' })
  readonly ownerId!: string;

  @Field(() => ID, { nullable: true, description: 'The co-owner; none when left out.' })
  readonly coownerId?: string | null;

  @Field(() => String, { description: 'The path.' })
  readonly path!: string;
}

@InputType({ description: 'A resource to create or to put: exactly one of data, text and file.' })
export class CreateResourceInput {
  @Field(() => ID, { description: 'The main owner, typically a device.' })
  readonly ownerId!: string;

  @Field(() => ID, { nullable: true, description: 'A second owner, whose grants count too.' })
  readonly coownerId?: string | null;

  @Field(() => String, {
    description: 'Where it lies below its owner, at most 1,024 bytes, e.g. "captures/2026-11-20/0001".',
  })
  readonly path!: string;

  @Field(() => String, {
    nullable: true,
    description: 'MIME type; left out: application/json for data, text/plain for text, found from the bytes for file.',
  })
  readonly type?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'A JSON object or array. Scalars are no resources.' })
  readonly data?: unknown;

  @Field(() => String, {
    nullable: true,
    description: 'A text to keep as a value, of a type text/*; it may be empty. BODY_SIZE_LIMIT holds for it.',
  })
  readonly text?: string | null;

  @Field(() => UploadScalar, {
    nullable: true,
    description: 'A file up to UPLOAD_SIZE_LIMIT (GraphQL multipart request). For larger ones use requestUpload.',
  })
  readonly file?: Promise<UploadedFile> | null;

  @Field(() => JsonObjectScalar, { nullable: true, description: METADATA })
  readonly metadata?: Record<string, unknown> | null;

  @Field(() => Date, { nullable: true, description: CAPTURED })
  readonly dataCreatedAt?: Date | null;

  @Field(() => Date, { nullable: true, description: ARCHIVE_AT })
  readonly archiveAt?: Date | null;

  @Field(() => Date, { nullable: true, description: DELETE_AT })
  readonly deleteAt?: Date | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  readonly idempotencyKey?: string | null;
}

@InputType({ description: 'A file that will be uploaded by a signed URL.' })
export class RequestUploadInput {
  @Field(() => ID, { description: 'The main owner, typically a device.' })
  readonly ownerId!: string;

  @Field(() => ID, { nullable: true, description: 'A second owner, whose grants count too.' })
  readonly coownerId?: string | null;

  @Field(() => String, { description: 'Where it lies below its owner, at most 1,024 bytes.' })
  readonly path!: string;

  @Field(() => String, { description: 'MIME type, e.g. image/jpeg.' })
  readonly type!: string;

  @Field(() => Float, { nullable: true, description: 'In bytes. When given, the upload must match.' })
  readonly size?: number | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 in hex. When given, the upload must match.' })
  readonly sha256?: string | null;

  @Field(() => String, { nullable: true, description: 'The name for downloads, 1 to 255 characters.' })
  readonly filename?: string | null;

  @Field(() => JsonObjectScalar, { nullable: true, description: METADATA })
  readonly metadata?: Record<string, unknown> | null;

  @Field(() => Date, { nullable: true, description: CAPTURED })
  readonly dataCreatedAt?: Date | null;

  @Field(() => Date, { nullable: true, description: ARCHIVE_AT })
  readonly archiveAt?: Date | null;

  @Field(() => Date, { nullable: true, description: DELETE_AT })
  readonly deleteAt?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'True: put new bytes under the standing file, which stays readable until they are verified.',
  })
  readonly replace?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How long the URL works, in seconds: 1 to 604,800 (7 days); 3,600 when left out.',
  })
  readonly expiresIn?: number | null;

  @Field(() => String, { nullable: true, description: `${IDEMPOTENCY_KEY} ${GIVEN_UP}` })
  readonly idempotencyKey?: string | null;
}

@InputType({ description: 'An upload whose bytes have been sent.' })
export class CompleteUploadInput {
  @Field(() => ID, { description: 'The resource.' })
  readonly resourceId!: string;

  @Field(() => ID, { nullable: true, description: 'Which upload; left out: the only one requested that has bytes.' })
  readonly uploadId?: string | null;
}

@InputType({ description: 'What to change of a resource: what is left out stays.' })
export class UpdateResourceInput {
  @Field(() => ID, { description: 'Which resource.' })
  readonly id!: string;

  @Field(() => Int, { nullable: true, description: 'Change it only at this version; else VERSION_CONFLICT.' })
  readonly ifVersion?: number | null;

  @Field(() => String, { nullable: true, description: 'Moves it to this path.' })
  readonly path?: string | null;

  @Field(() => String, { nullable: true, description: 'The new MIME type; it suits the content.' })
  readonly type?: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'The new value: a JSON object or array. A text becomes JSON by it, of type application/json.',
  })
  readonly data?: unknown;

  @Field(() => String, {
    nullable: true,
    description: 'The new value: a text. JSON becomes a text by it, of type text/plain.',
  })
  readonly text?: string | null;

  @Field(() => JsonObjectScalar, { nullable: true, description: 'Replaces the metadata; null empties it.' })
  readonly metadata?: Record<string, unknown> | null;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: 'Merged into the metadata key by key; null removes a key.',
  })
  readonly mergeMetadata?: Record<string, unknown> | null;

  @Field(() => Date, { nullable: true, description: 'When the data was captured; null: when the record was made.' })
  readonly dataCreatedAt?: Date | null;

  @Field(() => Date, { nullable: true, description: `${ARCHIVE_AT} Null: never.` })
  readonly archiveAt?: Date | null;

  @Field(() => Date, { nullable: true, description: `${DELETE_AT} Null: never.` })
  readonly deleteAt?: Date | null;
}

@InputType({ description: 'Resources to delete, at most 1,000: exactly one of ids and at.' })
export class DeleteResourcesInput {
  @Field(() => [ID], { nullable: true, description: 'These resources.' })
  readonly ids?: string[] | null;

  @Field(() => TripletInput, { nullable: true, description: 'The resource there.' })
  readonly at?: TripletInput | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'With at: also all below it.' })
  readonly children?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Remove the bytes at once, without the grace time.',
  })
  readonly purge?: boolean | null;

  @Field(() => PointersPolicy, {
    nullable: true,
    defaultValue: PointersPolicy.ORPHAN,
    description: 'What becomes of pointers to what is deleted, those that are deleted with it aside.',
  })
  readonly onPointers?: PointersPolicy | null;
}
