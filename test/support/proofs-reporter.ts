import type { TestEvent } from 'node:test/reporters';
import { requirementsNamed, type Proof } from './proof-table.js';

/** A reporter for node --test: a line of JSON for each test that names requirements. */
export default async function* proofsReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (requirementsNamed(data.name).length === 0) continue;
    // What was skipped has proven nothing.
    const isLeftOut = (data.skip ?? false) !== false || (data.todo ?? false) !== false;
    if (isLeftOut) continue;
    const proof: Proof = { title: data.name, hasPassed: type === 'test:pass' };
    yield `${JSON.stringify(proof)}\n`;
  }
}
