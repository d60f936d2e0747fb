// Decorators need it, and this file may be the first of a test to have some.
import 'reflect-metadata';
import { Field, Float, InputType } from 'type-graphql';
import { JsonScalar } from './scalars.js';

@InputType({
  description:
    'A condition on one value of the metadata; its operators must all hold, and a value that is not there fulfils none ' +
    'but exists: false. At least one operator is needed.',
})
export class MetadataCondition {
  @Field(() => String, {
    description:
      'Where the value is: keys joined by dots, "inference.score". A key with a dot or a quotation mark stands in ' +
      'quotation marks as a JSON text: "\\"a.b\\".c". It steps into objects only, at most 10 deep; at most 1,024 bytes.',
  })
  readonly path!: string;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'It is this value; null means that it is there and null. Numbers compare as numbers: 1 is 1.0.',
  })
  readonly equals?: unknown;

  @Field(() => [JsonScalar], { nullable: true, description: 'It is one of these values, at most 100.' })
  readonly in?: unknown[] | null;

  @Field(() => Float, { nullable: true, description: 'It is a number above this one.' })
  readonly greaterThan?: number | null;

  @Field(() => Float, { nullable: true, description: 'It is this number or one above.' })
  readonly greaterOrEqual?: number | null;

  @Field(() => Float, { nullable: true, description: 'It is a number below this one.' })
  readonly lessThan?: number | null;

  @Field(() => Float, { nullable: true, description: 'It is this number or one below.' })
  readonly lessOrEqual?: number | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'An object holds these members, a list holds this element, or all elements of this list; the same within them. ' +
      'Any other value holds itself.',
  })
  readonly contains?: unknown;

  @Field(() => Boolean, { nullable: true, description: 'Whether there is a value; null is one.' })
  readonly exists?: boolean | null;
}
