import type { Disposition } from './object-store.js';

/**
 * The Content-Disposition header (RFC 6266): the name in plain ASCII for old clients, and in full as UTF-8 for all others
 * when the two differ.
 */
export function contentDisposition(disposition: Disposition, filename: string | null): string {
  const name = filename === null ? '' : savedName(filename);
  if (name === '') return disposition;
  const plain = name.replace(/[^\x20-\x7e]/gu, '_').replace(/["%]/g, '_');
  const full = plain === name ? '' : `; filename*=UTF-8''${encoded(name)}`;
  return `${disposition}; filename="${plain}"${full}`;
}

/** Without what would lead into another folder, break the header or turn the reading direction to hide an extension. */
function savedName(filename: string): string {
  return filename
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[/\\]/g, '_')
    .replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
}

/** Percent-encoded as RFC 5987 has it: stricter than URLs, which leave ' ( ) * as they are. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
