import { Field, Float, ID, ObjectType } from 'type-graphql';
import { CursorScalar } from '../paging/cursor-scalar.js';
import { PageInfo } from '../paging/page-info.js';
import { JsonObjectScalar } from '../request/scalars.js';
import { FileDetails } from '../resources/file-details.js';
import { Resource } from '../resources/resource.entity.js';

@ObjectType({
  description:
    'The file of a device or group: the resource at files/<name>, without a co-owner, seen as the device protocol sees it.',
})
export class File {
  @Field(() => Resource, { description: 'The same as a resource, with its history, pointers and rights.' })
  readonly resource!: Resource;

  @Field(() => ID, { description: 'The id of the resource.' })
  readonly id!: string;

  @Field(() => String, { description: 'Unique for its owner: "sensor-data.csv".' })
  readonly name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What sort of file: image, document, bim, pointcloud, binary, video, or any other text that was given.',
  })
  readonly class!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'csv, pdf, png, ifc, json, ...: as given, else the extension of the name; null when there is neither.',
  })
  readonly format!: string | null;

  @Field(() => Float, {
    description:
      'When it was captured, in Unix seconds with a fraction to the millisecond: dataCreatedAt of the resource.',
  })
  readonly time!: number;

  @Field(() => JsonObjectScalar, { description: 'A JSON object of at most 64 KiB, nested at most 10 deep.' })
  readonly metadata!: Readonly<Record<string, unknown>>;

  @Field(() => FileDetails, { description: 'Where the bytes lie, and what they are.' })
  readonly details!: FileDetails;

  @Field(() => Date, { description: 'When the record was made.' })
  readonly createdAt!: Date;

  @Field(() => Date, { description: 'When it was last changed; strictly later with every change.' })
  readonly updatedAt!: Date;
}

@ObjectType({ description: 'A file in a list, with its cursor.' })
export class FileEdge {
  @Field(() => CursorScalar, { description: 'Where in the list it stands.' })
  readonly cursor!: string;

  @Field(() => File, { description: 'The file.' })
  readonly node!: File;
}

@ObjectType({ description: 'A page of files.' })
export class FileConnection {
  @Field(() => [FileEdge], { description: 'The files with their cursors.' })
  readonly edges!: readonly FileEdge[];

  @Field(() => [File], { description: 'The files alone.' })
  readonly nodes!: readonly File[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  readonly pageInfo!: PageInfo;

  /** Set when the document selects totalCount. */
  readonly count?: number | undefined;
}
