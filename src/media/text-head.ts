/** Bytes that text does not have: control characters other than tab, line feed, form feed, return and escape. */
function isBinary(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b;
}

/** The first bytes of a file read as text, a byte order mark taken into account; null when they are no text. */
export function textOf(head: Uint8Array): string | null {
  const encoding = encodingOf(head);
  if (encoding === 'utf-8' && head.some(isBinary)) return null;
  // Not fatal: the last character may be cut in two, and other encodings agree with UTF-8 in the letters that matter.
  return new TextDecoder(encoding).decode(head);
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
