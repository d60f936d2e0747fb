import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/** Waits until a condition holds that nothing tells of; fails after 20 s. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('Waited in vain.');
    await delay(10);
  }
}
