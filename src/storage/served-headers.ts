import { contentDisposition } from './content-disposition.js';
import { mimeEssence } from './mime-essence.js';
import type { Disposition } from './object-store.js';

/** Single types that a browser shows without running anything in them. */
const SHOWN: ReadonlySet<string> = new Set([
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'text/plain',
  'text/csv',
  'application/json',
]);

/** Nothing may run or be loaded, and the document belongs to no origin, ours least of all. */
const CLOSED = "default-src 'none'; sandbox";

/** The page that a browser makes around one picture, video or text shows that file itself and a style of its own. */
const SHOWING = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";

interface ServedObject {
  readonly contentType: string;
  /** What was asked for: a type that a browser might run is an attachment all the same. */
  readonly disposition: Disposition;
  readonly filename: string | null;
  /** As the store tells it, without quotes. */
  readonly etag: string;
}

/** Whether bytes of this type may be opened in a browser: never HTML, SVG, XML, PDF or what is not known. */
function mayBeShown(contentType: string): boolean {
  const type = mimeEssence(contentType);
  // Whatever its main type, a browser opens ...+xml as a document, scripts and all.
  return SHOWN.has(type) || (/^(audio|video)\//.test(type) && !type.endsWith('xml'));
}

/**
 * The headers with which stored bytes are served, so that they never run as code on our origin (promise P7). Length and
 * range are the route's.
 */
export function servedHeaders(object: ServedObject): Readonly<Record<string, string>> {
  const isShown = object.disposition === 'inline' && mayBeShown(object.contentType);
  return {
    'Content-Type': object.contentType,
    'Content-Disposition': contentDisposition(isShown ? 'inline' : 'attachment', object.filename),
    'Content-Security-Policy': isShown ? SHOWING : CLOSED,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    // The address is a secret while it lives: it must not follow the user to another site.
    'Referrer-Policy': 'no-referrer',
    // May be kept, but is asked for again each time: bytes that were deleted are gone for everyone.
    'Cache-Control': 'private, no-cache',
    'Accept-Ranges': 'bytes',
    ETag: `"${object.etag}"`,
  };
}
