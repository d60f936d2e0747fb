import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema } from 'graphql';
import { missingDescriptions } from './missing-descriptions.js';
import { printThingstoreSchema } from './print-schema.js';

describe('the printed schema', () => {
  const types = ['type Query { z: B  a(y: Int, x: Int): A }', 'enum B { Z A }', '"Some."\ntype A { z: Int  b: Int }'];

  it('is the same in whichever order the types were met', () => {
    const forth = printThingstoreSchema(buildSchema(types.join('\n')));
    const back = printThingstoreSchema(buildSchema([...types].reverse().join('\n')));
    assert.equal(forth, back);
    assert.ok(forth.endsWith('}\n') && !forth.endsWith('\n\n'));
  });

  it('has its types by name, and their fields and arguments as they are declared', () => {
    const printed = printThingstoreSchema(buildSchema(`${types.join('\n')} directive @mark on FIELD`));
    assert.deepEqual(printed.match(/^(?:type|enum|directive) @?\w+/gm), [
      'directive @mark',
      'type A',
      'enum B',
      'type Query',
    ]);
    assert.match(printed, /z: B\n {2}a\(y: Int, x: Int\): A/);
    assert.match(printed, /"""Some\."""\ntype A/);
  });

  it('means the same schema', () => {
    const schema = buildSchema(types.join('\n'));
    assert.equal(printThingstoreSchema(buildSchema(printThingstoreSchema(schema))), printThingstoreSchema(schema));
  });
});

describe('what nobody described', () => {
  it('is found: types, fields, arguments, enum values, input properties, directives', () => {
    const schema = buildSchema(`
      directive @mark(a: Int) on FIELD
      scalar When
      union Any = Query
      interface Named { name: String }
      type Query implements Named { name: String  "Told." told("Told." a: Int, b: When): Any }
      enum Mood { CALM  "Told." WILD }
      "  "
      input Key { a: Mood = CALM }
      type Mutation { set(key: Key): Int }
    `);
    assert.deepEqual(missingDescriptions(schema).sort(), [
      '@mark',
      '@mark(a:)',
      'Any',
      'Key',
      'Key.a',
      'Mood',
      'Mood.CALM',
      'Mutation',
      'Mutation.set',
      'Mutation.set(key:)',
      'Named',
      'Named.name',
      'Query',
      'Query.name',
      'Query.told(b:)',
      'When',
    ]);
  });
});
