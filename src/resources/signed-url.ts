import { Field, ID, ObjectType } from 'type-graphql';
import { JsonObjectScalar } from '../request/scalars.js';

@ObjectType({ description: 'A URL that works by itself, without a login, until it expires.' })
export class SignedUrl {
  @Field(() => String, { description: 'Where to send the request.' })
  readonly url!: string;

  @Field(() => String, { description: 'GET or PUT.' })
  readonly method!: string;

  @Field(() => JsonObjectScalar, { description: 'Headers that must be sent with the request, by name.' })
  readonly headers!: Readonly<Record<string, string>>;

  @Field(() => Date, { description: 'When the URL ends.' })
  readonly expiresAt!: Date;

  @Field(() => ID, { nullable: true, description: 'Write URLs only: names the upload in completeUpload.' })
  readonly uploadId!: string | null;
}
