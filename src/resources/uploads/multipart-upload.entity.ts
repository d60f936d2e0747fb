import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Resource } from '../resource.entity.js';
import type { MultipartObject } from './stored-object.js';

@ObjectType({
  description:
    'An upload in parts, for large files over links that break: each part goes to a URL of its own, in any order and as ' +
    'often as it takes; afterwards completeMultipartUpload makes the file of them.',
})
export class MultipartUpload {
  @Field(() => ID, {
    description: 'Names the upload in multipartUpload, completeMultipartUpload and abortMultipartUpload.',
  })
  readonly id!: string;

  @Field(() => Resource, { description: 'The resource that awaits the bytes, or whose bytes are to be replaced.' })
  readonly resource!: Resource;

  @Field(() => Int, { description: 'How long every part is but the last, which may be shorter, in bytes.' })
  readonly partSize!: number;

  @Field(() => Date, {
    description: 'When the upload is given up, with all of its parts, unless it is complete by then.',
  })
  readonly expiresAt!: Date;

  /** What stands behind it, for the fields that are asked of the store. */
  readonly object!: MultipartObject;
}
