import { Field, Float, ID, InputType } from 'type-graphql';
import { MetadataCondition } from '../request/metadata-condition.input.js';
import { JsonObjectScalar, UploadScalar } from '../request/scalars.js';
import type { UploadedFile } from '../request/uploaded-file.js';

const OWNER = 'The device or group.';
const CLASS =
  'What sort of file: image, document, bim, pointcloud, binary, video, or any other text of at most 254 characters. ' +
  'Plurals and capitals of the known ones are taken for them.';
const FORMAT = 'csv, pdf, png, ifc, json, ... of at most 254 characters.';
const TIME = 'When it was captured, in Unix seconds; fractions count to the millisecond. At most 24 hours ahead.';
const METADATA = 'Any JSON object of at most 64 KiB, nested at most 10 deep.';
const FILE = 'The bytes, up to UPLOAD_SIZE_LIMIT (GraphQL multipart request). The REST routes take larger ones.';
const STAYS = 'Left out: as it is.';

@InputType({ description: 'A file to make.' })
export class UploadFileInput {
  @Field(() => ID, { description: OWNER })
  readonly ownerId!: string;

  @Field(() => UploadScalar, { description: FILE })
  readonly file!: Promise<UploadedFile>;

  @Field(() => String, {
    nullable: true,
    description:
      '1 to 1,018 bytes, without "/", "\\" and control characters, not "." or ".."; left out: the name of the upload.',
  })
  readonly name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `${CLASS} By default as the name and the bytes tell.`,
  })
  readonly class?: string | null;

  @Field(() => String, { nullable: true, description: `${FORMAT} By default the extension of the name.` })
  readonly format?: string | null;

  @Field(() => Float, { nullable: true, description: `${TIME} By default now.` })
  readonly time?: number | null;

  @Field(() => JsonObjectScalar, { nullable: true, description: `${METADATA} By default empty.` })
  readonly metadata?: Record<string, unknown> | null;
}

@InputType({ description: 'A file to change: its bytes, what is said of it, or both.' })
export class UpdateFileInput {
  @Field(() => ID, { description: OWNER })
  readonly ownerId!: string;

  @Field(() => String, { description: 'Of the file; it stays.' })
  readonly name!: string;

  @Field(() => UploadScalar, { nullable: true, description: `${FILE} ${STAYS}` })
  readonly file?: Promise<UploadedFile> | null;

  @Field(() => String, {
    nullable: true,
    description: `${CLASS} ${STAYS} Null: as the name and the bytes tell.`,
  })
  readonly class?: string | null;

  @Field(() => String, { nullable: true, description: `${FORMAT} ${STAYS} Null: the extension of the name.` })
  readonly format?: string | null;

  @Field(() => Float, { nullable: true, description: `${TIME} ${STAYS} Null: when the record was made.` })
  readonly time?: number | null;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: `${METADATA} It replaces what there is. ${STAYS} Null: empty.`,
  })
  readonly metadata?: Record<string, unknown> | null;
}

@InputType({ description: 'A file to delete.' })
export class DeleteFileInput {
  @Field(() => ID, { description: OWNER })
  readonly ownerId!: string;

  @Field(() => String, { description: 'Of the file.' })
  readonly name!: string;
}

@InputType({ description: 'A range of numbers.' })
export class FloatRange {
  @Field(() => Float, { nullable: true, description: 'Inclusive; left out: no lower bound.' })
  readonly from?: number | null;

  @Field(() => Float, { nullable: true, description: 'Exclusive; left out: no upper bound.' })
  readonly to?: number | null;
}

@InputType({ description: 'Which files: all conditions hold.' })
export class FileFilter {
  @Field(() => String, { nullable: true, description: 'The name, exactly.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'The class; plurals are taken for it, as when it is given.' })
  readonly class?: string | null;

  @Field(() => String, { nullable: true, description: 'The format, exactly.' })
  readonly format?: string | null;

  @Field(() => FloatRange, { nullable: true, description: 'When they were captured, in Unix seconds.' })
  readonly time?: FloatRange | null;

  @Field(() => [MetadataCondition], { nullable: true, description: 'All of these hold for their metadata.' })
  readonly metadata?: MetadataCondition[] | null;
}
