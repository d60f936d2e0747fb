import { fileTypeFromBuffer } from 'file-type';
import { mimeEssence } from '../storage/mime-essence.js';
import { markupType } from './markup-type.js';
import { textOf } from './text-head.js';

/** How many of the first bytes `sniffType` looks at. */
const SNIFFED_BYTES = 4096;

/** Types that are written as text. Others are told by two or three letters, with which a table may begin as well: BM, MZ. */
const TEXTUAL = /^(text\/.*|application\/(xml|rtf|pdf|postscript|eps))$/;

/** Types of containers that other types are made of: .docx is a ZIP archive. */
const CONTAINERS: ReadonlySet<string> = new Set(['application/zip', 'application/x-cfb', 'application/xml']);

/**
 * The MIME type that the first 4096 bytes tell, e.g. image/png; null when they tell none, as of plain text, CSV and JSON.
 * Text that a browser might take for a page is text/html or image/svg+xml, whatever it was meant to be.
 */
export async function sniffType(head: Uint8Array): Promise<string | null> {
  const start = head.subarray(0, SNIFFED_BYTES);
  const text = textOf(start);
  const markup = text === null ? null : markupType(text);
  if (markup !== null) return markup;
  const detected = await detect(start);
  const isMistaken = detected !== null && text !== null && beginsWithLetters(start) && !TEXTUAL.test(detected);
  return isMistaken ? null : detected;
}

/** Whether the first byte is ASCII or begins the byte order mark of UTF-8: a signature such as JPEG's is no word. */
function beginsWithLetters(head: Uint8Array): boolean {
  const first = head[0];
  return first !== undefined && (first < 0x80 || first === 0xef);
}

/**
 * The type with which bytes are served: the detected one, else the declared one. A declared application type stays when
 * only the container that it is made of was detected.
 */
export function servedType(types: { readonly detected: string | null; readonly declared: string | null }): string {
  const { detected, declared } = types;
  if (detected === null) return declared ?? 'application/octet-stream';
  const isMadeOfIt = CONTAINERS.has(detected) && declared !== null && isSpecific(declared);
  return isMadeOfIt ? declared : detected;
}

/** Never what a browser would run or show: those are served as what they are. */
function isSpecific(declared: string): boolean {
  return /^(application\/(vnd\.|epub\+zip|java-archive|.*\+zip|.*\+xml|msword)|model\/)/.test(mimeEssence(declared));
}

async function detect(head: Uint8Array): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(head))?.mime ?? null;
  } catch (cause) {
    // Bytes that only look like a format, or a head that ends in the middle of one: then it tells nothing.
    if (cause instanceof Error) return null;
    throw cause;
  }
}
