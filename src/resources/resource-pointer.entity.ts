import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { ResourceEntry } from './resource.entity.js';

export enum SourceState {
  OK = 'OK',
  ARCHIVED = 'ARCHIVED',
  DELETED = 'DELETED',
}

registerEnumType(SourceState, {
  name: 'SourceState',
  description: 'What became of what a pointer points to.',
  valuesConfig: {
    OK: { description: 'It is there: the pointer shows its file.' },
    ARCHIVED: { description: 'It is archived: the pointer still shows its file.' },
    DELETED: { description: 'It was deleted: the pointer is an orphan, without a file.' },
  },
});

@ObjectType({
  description: 'What a pointer points to, kept for ever: as it is now, and once it was deleted as it was last.',
})
export class SourceReference {
  @Field(() => ID, { description: 'The id of the source: never itself a pointer.' })
  readonly resourceId!: string;

  @Field(() => ID, { description: 'The main owner of the source.' })
  readonly ownerId!: string;

  @Field(() => ID, { nullable: true, description: 'The co-owner of the source, if any.' })
  readonly coownerId!: string | null;

  @Field(() => String, { description: 'The path of the source; it follows when the source is moved.' })
  readonly path!: string;

  @Field(() => SourceState, { description: 'What became of it.' })
  readonly state!: SourceState;
}

@ObjectType({
  implements: ResourceEntry,
  description:
    "A named reference to another resource's file, with metadata of its own. Type, kind, details and URLs are those of " +
    'the source; when the source is deleted, type and kind stay and the file is gone.',
})
export class ResourcePointer extends ResourceEntry {
  @Field(() => SourceReference, { description: 'What it points to, whether or not the caller may see that itself.' })
  readonly sourceReference!: SourceReference;

  @Field(() => Boolean, { description: 'Was the source deleted? There is no file to reach then.' })
  get isOrphaned(): boolean {
    return this.sourceReference.state === SourceState.DELETED;
  }
}
