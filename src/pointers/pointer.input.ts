import { Field, ID, InputType } from 'type-graphql';
import { JsonObjectScalar } from '../request/scalars.js';
import { IDEMPOTENCY_KEY, TripletInput } from '../resources/resource.input.js';

@InputType({ description: 'A pointer to create: exactly one of sourceId and source says whose file it shows.' })
export class CreateResourcePointerInput {
  @Field(() => ID, { description: 'The main owner, typically a device or a system.' })
  readonly ownerId!: string;

  @Field(() => ID, { nullable: true, description: 'A second owner, whose grants count too.' })
  readonly coownerId?: string | null;

  @Field(() => String, {
    description:
      'Where it lies below its owner, at most 1,024 bytes, e.g. "training-set/0001". Not below "files" of a device or group.',
  })
  readonly path!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The source: a file that the caller may read, archived or not. Of a pointer: what that points to, since a pointer ' +
      'never points to another.',
  })
  readonly sourceId?: string | null;

  @Field(() => TripletInput, { nullable: true, description: 'The source: what stands there and is not archived.' })
  readonly source?: TripletInput | null;

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: "The pointer's own metadata: any JSON object of at most 64 KiB, nested at most 10 deep.",
  })
  readonly metadata?: Record<string, unknown> | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When the data was captured; as the source says when left out. At most 24 hours ahead.',
  })
  readonly dataCreatedAt?: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Directive: the server archives the pointer then. A time that is past means within 5 seconds.',
  })
  readonly archiveAt?: Date | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'Directive: the server deletes the pointer then; not before archiveAt. A time that is past means within 5 seconds.',
  })
  readonly deleteAt?: Date | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  readonly idempotencyKey?: string | null;
}
