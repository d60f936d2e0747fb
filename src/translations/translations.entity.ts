import { Field, ObjectType } from 'type-graphql';
import { JsonObjectScalar } from '../request/scalars.js';

@ObjectType({ description: 'The translations of one owner for a locale.' })
export class Translations {
  @Field(() => JsonObjectScalar, {
    description:
      'What the locales say, merged: objects member by member, where the more specific locale wins; lists and single ' +
      'values as a whole. Empty when none answered.',
  })
  readonly data!: Record<string, unknown>;

  @Field(() => [String], {
    description: 'The locales that answered, most specific first, the fallback last: ["fr-CA", "fr", "en"].',
  })
  readonly locales!: string[];

  @Field(() => String, {
    description:
      'Changes when, and only when, what one of the locales says changes, or which of them answer: for caches.',
  })
  readonly version!: string;
}
