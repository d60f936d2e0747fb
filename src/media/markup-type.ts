/** Elements with which a browser recognises HTML when it is left to guess. */
const HTML_START =
  /^<(!doctype\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|meta|link|img|form|input|object|embed|video|audio|base|frameset)(?=[\s>/]|$)/i;
const SVG_START = /^<(!doctype\s+svg|([a-z_][\w.-]*:)?svg)(?=[\s>/]|$)/i;
const XHTML_START = /^<([a-z_][\w.-]*:)?html(?=[\s>/]|$)/i;

/** What may stand before the first element, with how it ends. */
const PRELUDE = [
  { start: '<!--', end: '-->' },
  { start: '<?', end: '?>' },
] as const;

/** `text/html` or `image/svg+xml` when the beginning of a text looks like such a page; null otherwise. */
export function markupType(text: string): 'text/html' | 'image/svg+xml' | null {
  let rest = text.trimStart();
  for (;;) {
    const prelude = PRELUDE.find(({ start }) => rest.startsWith(start));
    if (prelude === undefined) break;
    const end = rest.indexOf(prelude.end, prelude.start.length);
    // A comment longer than what we see may hide a page.
    if (end === -1) return prelude.start === '<!--' ? 'text/html' : null;
    rest = rest.slice(end + prelude.end.length).trimStart();
  }
  if (SVG_START.test(rest)) return 'image/svg+xml';
  return HTML_START.test(rest) || XHTML_START.test(rest) ? 'text/html' : null;
}
