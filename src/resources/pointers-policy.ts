import { registerEnumType } from 'type-graphql';

export enum PointersPolicy {
  ORPHAN = 'ORPHAN',
  REFUSE = 'REFUSE',
}

registerEnumType(PointersPolicy, {
  name: 'PointersPolicy',
  description: 'What becomes of the pointers to a resource that is deleted.',
  valuesConfig: {
    ORPHAN: { description: 'They stay, and say what they pointed to; their file is gone.' },
    REFUSE: {
      description:
        'Nothing is deleted while there are any, also such as the caller may not see: RESOURCE_IN_USE says that there ' +
        'are some, and no more of them.',
    },
  },
});
