/** An error, or what is told of one. */
interface Coded {
  readonly code?: unknown;
  readonly params?: unknown;
}

/** What the header Retry-After says: the longest wait of all, in whole seconds. Null where there is nothing to wait for. */
export function retryAfterIn(errors: readonly Coded[]): string | null {
  const waits = errors.map(waitOf).filter((seconds) => seconds !== null);
  return waits.length === 0 ? null : Math.max(...waits).toString();
}

function waitOf({ code, params }: Coded): number | null {
  if (code !== 'RATE_LIMITED' || typeof params !== 'object' || params === null) return null;
  const seconds: unknown = Reflect.get(params, 'retryAfter');
  return typeof seconds === 'number' ? seconds : null;
}
