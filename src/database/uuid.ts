const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Would PostgreSQL take the text for a uuid as we write them? Anything else is the id of nothing: it is simply not there. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
