import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Where the bytes of a file lie, and what they are.' })
export class FileDetails {
  @Field(() => Float, { description: 'In bytes.' })
  readonly size!: number;

  @Field(() => String, {
    description: 'The MIME type with which the file is served: the detected one, else the declared.',
  })
  readonly contentType!: string;

  @Field(() => String, { nullable: true, description: 'The MIME type that the uploader gave.' })
  readonly declaredType!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The MIME type that the first bytes tell; null when they tell none.',
  })
  readonly detectedType!: string | null;

  @Field(() => String, { description: 'Names these bytes in HTTP (ETag).' })
  readonly etag!: string;

  @Field(() => String, { nullable: true, description: 'SHA-256 in hex; null until a large file is hashed.' })
  readonly sha256!: string | null;

  @Field(() => String, { nullable: true, description: 'The name under which the file was uploaded.' })
  readonly filename!: string | null;

  @Field(() => String, { nullable: true, description: 'csv, pdf, png, ...; null when it is not known.' })
  readonly format!: string | null;

  @Field(() => Int, { nullable: true, description: 'In pixels, as shown; images only.' })
  readonly width!: number | null;

  @Field(() => Int, { nullable: true, description: 'In pixels, as shown; images only.' })
  readonly height!: number | null;

  @Field(() => String, { nullable: true, description: 'The bucket; null where the store has none.' })
  readonly bucket!: string | null;

  @Field(() => String, { description: 'The key of the bytes in the store.' })
  readonly key!: string;
}
