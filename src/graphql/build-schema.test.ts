import 'reflect-metadata';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { graphql, parse, type ExecutionResult } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  InterfaceType,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { buildThingstoreSchema } from './build-schema.js';
import { missingDescriptions } from './missing-descriptions.js';
import { printThingstoreSchema } from './print-schema.js';
import { JsonScalar } from '../request/scalars.js';
import { subscribeWithFreshContext } from './subscription-runner.js';

const Mood = { CALM: 'CALM', WILD: 'WILD' } as const;
type Mood = (typeof Mood)[keyof typeof Mood];
registerEnumType(Mood, {
  name: 'Mood',
  description: 'How it behaves.',
  valuesConfig: { CALM: { description: 'Quiet.' }, WILD: { description: 'Not quiet.' } },
});

@InterfaceType({
  description: 'What can be named.',
  resolveType: (value: Animal) => ('lives' in value ? 'Cat' : 'Dog'),
})
abstract class Animal {
  @Field(() => String, { description: 'What it is called.' })
  readonly name!: string;

  @Field(() => Mood, { description: 'How it is.' })
  readonly mood!: Mood;
}

@ObjectType({ implements: Animal, description: 'Purrs.' })
class Cat extends Animal {
  @Field(() => Int, { description: 'Those left.' })
  readonly lives!: number;
}

@ObjectType({ implements: Animal, description: 'Barks.' })
class Dog extends Animal {
  @Field(() => Date, { nullable: true, description: 'When it was born.' })
  readonly bornAt!: Date | null;
}

@InputType({ description: 'A toy.' })
class ToyInput {
  @Field(() => String, { description: 'What it is.' })
  readonly kind!: string;
}

@InputType({ description: 'What to change.' })
class UpdateInput {
  @Field(() => String, { nullable: true, description: 'A new name; null clears it.' })
  readonly name?: string | null;

  @Field(() => Mood, { defaultValue: Mood.CALM, description: 'A new mood.' })
  readonly mood!: Mood;

  @Field(() => [ToyInput], { nullable: true, description: 'Toys.' })
  readonly toys?: readonly ToyInput[] | null;

  @Field(() => JsonScalar, { nullable: true, description: 'Anything.' })
  readonly data?: unknown;
}

@ArgsType()
class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many.' })
  readonly first!: number;

  @Field(() => ID, { nullable: true, description: 'After whom.' })
  readonly after?: string | null;
}

interface Arrivals {
  readonly arrivals: AsyncIterable<Animal>;
}

@Resolver(() => Animal)
class AnimalResolver {
  constructor(private readonly animals: readonly (Cat | Dog)[]) {}

  @Query(() => [Animal], { description: 'All of them.' })
  all(@Args(() => PageArgs) { first }: PageArgs): readonly Animal[] {
    return this.animals.slice(0, first);
  }

  @Mutation(() => String, { description: 'Tells what came in.' })
  update(@Arg('input', () => UpdateInput, { description: 'What.' }) input: UpdateInput): string {
    return JSON.stringify(Object.assign({}, input, { toys: input.toys?.every((toy) => toy instanceof ToyInput) }));
  }

  @FieldResolver(() => String, { description: 'Who asks for it.' })
  asker(@Root() animal: Animal, @Ctx() context: { readonly who: string }): string {
    return `${context.who} asks for ${animal.name}`;
  }

  @Subscription(() => Animal, {
    description: 'Each one that comes.',
    subscribe: ({ context }: { readonly context: Arrivals }) => context.arrivals,
  })
  arrived(@Root() animal: Animal): Animal {
    return animal;
  }
}

@Resolver()
class OtherResolver {
  @Query(() => Boolean, { description: 'Is it?' })
  isOther(): boolean {
    return true;
  }
}

@Resolver()
class BareResolver {
  @Query(() => String)
  bare(@Arg('word', () => String) word: string): string {
    return word;
  }
}

const animals: readonly (Cat | Dog)[] = [
  { name: 'Tom', mood: 'WILD', lives: 9 },
  { name: 'Rex', mood: 'CALM', bornAt: new Date('2020-01-02T03:04:05Z') },
];
const schema = buildThingstoreSchema({
  resolvers: [AnimalResolver, OtherResolver],
  instances: [new AnimalResolver(animals), new OtherResolver()],
});

async function ask(source: string): Promise<unknown> {
  const { data, errors } = await graphql({ schema, source, contextValue: { who: 'Ada' } });
  assert.equal(errors, undefined, errors?.join('\n'));
  return JSON.parse(JSON.stringify(data));
}

describe('the schema', () => {
  it('asks the resolvers that were built, and tells the types of an interface apart', async () => {
    const all = await ask('{ all { __typename name asker ... on Cat { lives } ... on Dog { bornAt } } isOther }');
    assert.deepEqual(all, {
      all: [
        { __typename: 'Cat', name: 'Tom', asker: 'Ada asks for Tom', lives: 9 },
        { __typename: 'Dog', name: 'Rex', asker: 'Ada asks for Rex', bornAt: '2020-01-02T03:04:05.000Z' },
      ],
      isOther: true,
    });
    assert.deepEqual(await ask('{ all(first: 1) { name } }'), { all: [{ name: 'Tom' }] });
  });

  it('hands over an input in which what was left out is absent, what is null is null, and defaults are there', async () => {
    const update = async (input: string): Promise<unknown> => {
      const { update: told } = (await ask(`mutation { update(input: {${input}}) }`)) as { readonly update: string };
      return JSON.parse(told);
    };
    assert.deepEqual(await update(''), { mood: 'CALM' });
    assert.deepEqual(await update('name: null, toys: [{kind: "ball"}], data: {a: [1]}'), {
      name: null,
      mood: 'CALM',
      toys: true,
      data: { a: [1] },
    });
  });

  it('gives each event of a subscription to its resolver', async () => {
    const arrivals = (async function* () {
      yield* animals;
      await Promise.resolve();
    })();
    const stream = await subscribeWithFreshContext(
      { schema, document: parse('subscription { arrived { name asker } }'), contextValue: { arrivals } },
      () => ({ who: 'Bob' }),
    );
    assert.ok(Symbol.asyncIterator in stream);
    const results: ExecutionResult[] = [];
    for await (const result of stream) results.push(result);
    assert.deepEqual(JSON.parse(JSON.stringify(results)), [
      { data: { arrived: { name: 'Tom', asker: 'Bob asks for Tom' } } },
      { data: { arrived: { name: 'Rex', asker: 'Bob asks for Rex' } } },
    ]);
  });

  it('is not built without all of its resolvers, but may be built without any to be printed', () => {
    const resolvers = [AnimalResolver, OtherResolver];
    assert.throws(() => buildThingstoreSchema({ resolvers, instances: [new OtherResolver()] }), /AnimalResolver/);
    assert.throws(() => buildThingstoreSchema({ resolvers: [], instances: [] }), /at least one resolver/);
    const printed = printThingstoreSchema(buildThingstoreSchema({ resolvers, instances: [] }));
    assert.equal(printed, printThingstoreSchema(schema));
  });

  it('holds what its resolvers hold, and describes all of it, the root types too', () => {
    assert.deepEqual(missingDescriptions(schema), []);
    assert.equal(schema.getQueryType()?.getFields()['bare'], undefined);
    const printed = printThingstoreSchema(schema);
    assert.match(printed, /scalar DateTime/);
    assert.match(printed, /bornAt: DateTime\n/);
    assert.match(printed, /mood: Mood! = CALM/);
    assert.match(printed, /type Cat implements Animal/);
  });

  it('is caught at what nobody described', () => {
    const bare = buildThingstoreSchema({ resolvers: [BareResolver], instances: [new BareResolver()] });
    assert.deepEqual(missingDescriptions(bare), ['Query.bare', 'Query.bare(word:)']);
  });
});
