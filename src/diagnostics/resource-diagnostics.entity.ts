import { Field, Float, ID, ObjectType } from 'type-graphql';
import { ResourceAccess } from '../resources/resource-access.entity.js';
import { SourceReference } from '../resources/resource-pointer.entity.js';
import { ResourceState } from '../resources/resource.entity.js';

@ObjectType({
  description:
    'Why does it not show? One field for each thing to look at, and one plain sentence for each that is wrong. What does ' +
    'not apply is null: values have no bytes, and the bytes of a pointer are those of its source.',
})
export class ResourceDiagnostics {
  @Field(() => ID, { description: 'The entry that was asked for.' })
  readonly resourceId!: string;

  @Field(() => Boolean, { description: 'Is it there, and may the caller see it? One is not told from the other.' })
  readonly exists!: boolean;

  @Field(() => ResourceState, { nullable: true, description: 'Is the content there?' })
  readonly state!: ResourceState | null;

  @Field(() => Boolean, { description: 'Lists leave archived entries out unless they are asked for them.' })
  readonly isArchived!: boolean;

  @Field(() => ResourceAccess, { description: 'What the caller may do with it, or the account userId.' })
  readonly access!: ResourceAccess;

  @Field(() => String, { nullable: true, description: 'The MIME type that the uploader gave.' })
  readonly declaredType!: string | null;

  @Field(() => String, { nullable: true, description: 'The MIME type that the first bytes tell, if any.' })
  readonly detectedType!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Are they one? Null when the bytes tell no type.' })
  readonly typeMatches!: boolean | null;

  @Field(() => Float, { nullable: true, description: 'How long the file is by its record, in bytes.' })
  readonly expectedSize!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How long it is in the store, in bytes; null when it is not there.',
  })
  readonly storedSize!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Are they one? Null when the store could not be asked.' })
  readonly sizeMatches!: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 by the record, in hex; null until a large file is hashed.',
  })
  readonly expectedSha256!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the stored bytes, read again now, up to 64 MiB. For a ResourceAdmin of the entry alone.',
  })
  readonly storedSha256!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Are they one? False: the bytes are damaged.' })
  readonly hashMatches!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Did a signed URL, made now and opened without a login by the server itself, answer within 5 seconds?',
  })
  readonly isReachable!: boolean | null;

  @Field(() => SourceReference, { nullable: true, description: 'Of a pointer: what it points to.' })
  readonly sourceReference!: SourceReference | null;

  @Field(() => [String], { description: 'One plain sentence for each thing that is wrong; empty when all is well.' })
  readonly problems!: readonly string[];
}
