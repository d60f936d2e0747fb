/** What the header Retry-After says of an error as it is told: whole seconds. Null where there is nothing to wait for. */
export function retryAfterIn(told: Readonly<Record<string, unknown>> | undefined): string | null {
  const { code, params } = told ?? {};
  if (code !== 'RATE_LIMITED' || typeof params !== 'object' || params === null) return null;
  const seconds: unknown = Reflect.get(params, 'retryAfter');
  return typeof seconds === 'number' ? String(seconds) : null;
}
