import { setTimeout as wait } from 'node:timers/promises';

/** Waits, or returns early when the demo ends. */
export async function pause(milliseconds: number, ending: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal: ending }).catch((error: unknown) => {
    if (!ending.aborted) throw error;
  });
}

/** Asked again after a wait: a plain `ending.aborted` is taken by the compiler for what it was before. */
export function isOver(ending: AbortSignal): boolean {
  return ending.aborted;
}

/** What went wrong, on one line; fetch keeps the reason in the cause. */
export function reasonOf(error: unknown): string {
  const [first] = Array.isArray(error) ? (error as unknown[]) : [error];
  if (first instanceof Error && first.cause instanceof Error)
    return oneLine(`${first.message}: ${first.cause.message}`);
  if (typeof first === 'object' && first !== null) {
    if ('message' in first && first.message !== '') return oneLine(String(first.message));
    if ('code' in first)
      return `closed with ${String(first.code)} ${'reason' in first ? String(first.reason) : ''}`.trim();
  }
  return oneLine(String(first));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
