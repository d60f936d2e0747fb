import { Field, ID, InputType, registerEnumType } from 'type-graphql';

/** What becomes of the resources of an owner that is deleted. */
export enum OwnerResourcesPolicy {
  ARCHIVE = 'ARCHIVE',
  DELETE = 'DELETE',
  KEEP = 'KEEP',
  REFUSE = 'REFUSE',
}

registerEnumType(OwnerResourcesPolicy, {
  name: 'OwnerResourcesPolicy',
  description: 'What becomes of the resources of an owner that is deleted.',
  valuesConfig: {
    ARCHIVE: { description: 'They are archived: readable by id for who has a role on the project, their files kept.' },
    DELETE: { description: 'They are deleted, archived ones too; their files are removed after PURGE_GRACE.' },
    KEEP: { description: 'They stay as they are, for who has a role on the project.' },
    REFUSE: {
      description: 'The owner is not deleted while it has any: archived ones and uploads under way count too.',
    },
  },
});

@InputType({ description: 'An owner to delete.' })
export class DeleteOwnerInput {
  @Field(() => ID, { description: 'Which owner.' })
  readonly id!: string;

  @Field(() => OwnerResourcesPolicy, {
    nullable: true,
    defaultValue: OwnerResourcesPolicy.ARCHIVE,
    description: 'What becomes of the resources of which it is the main owner.',
  })
  readonly resources?: OwnerResourcesPolicy | null;
}
