const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Anything else names no resource: it is simply not there. */
export function isResourceId(text: string): boolean {
  return UUID.test(text);
}
