import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('Job', { description: 'Something that the server does by the clock.' })
export class JobReport {
  @Field(() => String, { description: 'What it does, e.g. "archive due resources".' })
  readonly name!: string;

  @Field(() => Date, {
    nullable: true,
    description: 'When it last ran, in whichever process, to some seconds; null when it never did.',
  })
  readonly lastRunAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why its last run failed, in a plain sentence; null when it went well.',
  })
  readonly lastError!: string | null;

  @Field(() => Int, {
    description:
      "How much of the caller's project waits for it now; at most 10,000 are counted, and 0 where nothing waits one by one.",
  })
  readonly due!: number;
}
