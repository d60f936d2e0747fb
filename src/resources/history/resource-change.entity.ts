import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Change } from '../../changes/change.js';
import { feedCursor } from '../../changes/feed-position.js';
import { CursorScalar } from '../../paging/cursor-scalar.js';
import { JsonObjectScalar, JsonScalar } from '../../request/scalars.js';
import { FileDetails } from '../file-details.js';
import { ResourceKind } from '../resource-kind.js';
import { toFileDetails } from '../resource-row.js';

export enum ChangeAction {
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  ARCHIVED = 'ARCHIVED',
  RESTORED = 'RESTORED',
  DELETED = 'DELETED',
}

registerEnumType(ChangeAction, {
  name: 'ChangeAction',
  description: 'What happened to a resource.',
  valuesConfig: {
    CREATED: { description: 'Its content became readable for the first time.' },
    UPDATED: { description: 'Bytes, data, metadata, path or directives were changed.' },
    ARCHIVED: { description: 'It was hidden from lists; its bytes are kept.' },
    RESTORED: { description: 'It came back from the archive.' },
    DELETED: { description: 'It is gone; its history stays.' },
  },
});

export enum ActorKind {
  ACCOUNT = 'ACCOUNT',
  THING = 'THING',
  SYSTEM = 'SYSTEM',
}

registerEnumType(ActorKind, {
  name: 'ActorKind',
  description: 'What sort of actor did something.',
  valuesConfig: {
    ACCOUNT: { description: 'An account; the id is its user id.' },
    THING: { description: 'A thing; the id is its owner id.' },
    SYSTEM: { description: 'The server itself, by the clock.' },
  },
});

@ObjectType('Actor', { description: 'Who did something.' })
export class ActorView {
  @Field(() => ActorKind, { description: 'What sort of actor.' })
  readonly kind!: ActorKind;

  @Field(() => ID, { nullable: true, description: 'Which one; null for the server itself.' })
  readonly id!: string | null;
}

@ObjectType({
  description: 'One row of the append-only history: every create, update, archive, restore and delete adds one.',
})
export class ResourceChange {
  constructor(private readonly change: Change) {}

  @Field(() => CursorScalar, { description: 'Resume a subscription or a listing after this change with it.' })
  get cursor(): string {
    return feedCursor(this.change.position);
  }

  @Field(() => ChangeAction, { description: 'What happened.' })
  get action(): ChangeAction {
    return ChangeAction[this.change.action];
  }

  @Field(() => [String], {
    description: 'What this change touched: file, data, metadata, path, type, dataCreatedAt, class, format, ...',
  })
  get changed(): readonly string[] {
    return this.change.changed;
  }

  @Field(() => Date, { description: 'When it happened.' })
  get changedAt(): Date {
    return this.change.updatedAt;
  }

  @Field(() => Int, { description: 'The version after this change.' })
  get version(): number {
    return this.change.version;
  }

  @Field(() => ActorView, { nullable: true, description: 'Who did it.' })
  get actor(): ActorView {
    return { kind: ActorKind[this.change.actor.kind], id: this.change.actor.id };
  }

  @Field(() => ID, { description: 'The resource.' })
  get resourceId(): string {
    return this.change.resourceId;
  }

  @Field(() => ID, { description: 'Its project.' })
  get projectId(): string {
    return this.change.projectId;
  }

  @Field(() => ID, { description: 'Its main owner.' })
  get ownerId(): string {
    return this.change.ownerId;
  }

  @Field(() => ID, { nullable: true, description: 'Its co-owner, if any.' })
  get coownerId(): string | null {
    return this.change.coownerId;
  }

  @Field(() => String, { description: 'Its path after this change.' })
  get path(): string {
    return this.change.path;
  }

  @Field(() => String, { nullable: true, description: 'Its path before, when this change moved it.' })
  get previousPath(): string | null {
    return this.change.previousPath;
  }

  @Field(() => String, { description: 'Its MIME type after this change.' })
  get type(): string {
    return this.change.type;
  }

  @Field(() => ResourceKind, { description: 'What sort of content it is.' })
  get kind(): ResourceKind {
    return ResourceKind[this.change.kind as keyof typeof ResourceKind];
  }

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'The value after this change; null for files: no signed URL, ever.',
  })
  get data(): unknown {
    return this.change.data;
  }

  @Field(() => FileDetails, { nullable: true, description: 'What the bytes were after this change; null for values.' })
  get details(): FileDetails | null {
    return this.change.details === null ? null : toFileDetails(this.change.details);
  }

  @Field(() => ID, {
    nullable: true,
    description: 'Of a pointer: the resource whose file it shows. Null for resources.',
  })
  get sourceId(): string | null {
    return this.change.sourceId;
  }

  @Field(() => JsonObjectScalar, { description: 'The metadata after this change.' })
  get metadata(): Readonly<Record<string, unknown>> {
    return this.change.metadata;
  }

  @Field(() => Date, { description: 'When the record was made.' })
  get createdAt(): Date {
    return this.change.createdAt;
  }

  @Field(() => Date, { description: 'When the data was captured.' })
  get dataCreatedAt(): Date {
    return this.change.dataCreatedAt;
  }

  @Field(() => Date, { description: 'The same as changedAt.' })
  get updatedAt(): Date {
    return this.change.updatedAt;
  }

  @Field(() => Date, { nullable: true, description: 'When it was to be archived by the clock, after this change.' })
  get archiveAt(): Date | null {
    return this.change.archiveAt;
  }

  @Field(() => Date, { nullable: true, description: 'When it was to be deleted by the clock, after this change.' })
  get deleteAt(): Date | null {
    return this.change.deleteAt;
  }

  @Field(() => Date, { nullable: true, description: 'Since when it was archived, after this change.' })
  get archivedAt(): Date | null {
    return this.change.archivedAt;
  }

  @Field(() => Date, { nullable: true, description: 'When it was deleted: set on the last change alone.' })
  get deletedAt(): Date | null {
    return this.change.deletedAt;
  }
}
