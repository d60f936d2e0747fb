import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { AccountRole, type Viewer } from '../auth/viewer.js';

export enum ViewerKind {
  ACCOUNT = 'ACCOUNT',
  THING = 'THING',
}

registerEnumType(ViewerKind, {
  name: 'ViewerKind',
  description: 'What sort of caller is asking.',
  valuesConfig: {
    ACCOUNT: { description: 'An account that logged in.' },
    THING: { description: 'A device that showed its thing key.' },
  },
});

@ObjectType('Viewer', { description: 'Who is asking.' })
export class ViewerView {
  constructor(readonly viewer: Viewer) {}

  @Field(() => ViewerKind, { description: 'An account or a thing.' })
  get kind(): ViewerKind {
    return ViewerKind[this.viewer.kind];
  }

  @Field(() => AccountRole, { nullable: true, description: 'The role of the account; null for a thing.' })
  get role(): AccountRole | null {
    return this.viewer.kind === 'ACCOUNT' ? this.viewer.role : null;
  }
}

@ObjectType({ description: 'What login hands out.' })
export class Session {
  @Field(() => String, { description: 'Send it as "Authorization: Bearer <token>".' })
  readonly token!: string;

  @Field(() => Date, { description: 'When the token ends.' })
  readonly expiresAt!: Date;

  @Field(() => ViewerView, { description: 'Who is logged in now.' })
  readonly viewer!: ViewerView;
}
