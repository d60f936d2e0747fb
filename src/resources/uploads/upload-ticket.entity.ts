import { Field, ID, ObjectType } from 'type-graphql';
import { Resource } from '../resource.entity.js';
import { SignedUrl } from '../signed-url.js';

@ObjectType({ description: 'Leave to upload a file.' })
export class UploadTicket {
  @Field(() => ID, { description: 'Names the upload in completeUpload.' })
  readonly uploadId!: string;

  @Field(() => Resource, { description: 'The resource that awaits the bytes, or whose bytes are to be replaced.' })
  readonly resource!: Resource;

  @Field(() => SignedUrl, { description: 'Where to PUT the bytes.' })
  readonly upload!: SignedUrl;
}
