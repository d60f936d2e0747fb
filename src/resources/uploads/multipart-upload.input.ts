import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'One upload in parts.' })
export class MultipartUploadSelection {
  @Field(() => ID, { description: 'Which one.' })
  readonly id!: string;
}
