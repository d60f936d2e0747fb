import { InvalidArguments } from '../../errors/invalid-arguments.js';
import { PayloadTooLarge } from '../../errors/payload-too-large.js';

/** The announced size in bytes. Errors: INVALID_ARGUMENTS size, PAYLOAD_TOO_LARGE. */
export function parseUploadSize(size: number | null | undefined, limit: number): number | null {
  if (size == null) return null;
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new InvalidArguments('size', 'A size is a whole number of bytes.');
  }
  if (size > limit) throw new PayloadTooLarge(limit, 'Larger objects are refused: see OBJECT_SIZE_LIMIT.');
  return size;
}

/** The announced SHA-256 in lower-case hex. */
export function parseSha256(text: string | null | undefined): string | null {
  if (text == null) return null;
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArguments('sha256', 'A SHA-256 is 64 hexadecimal digits.');
  return text.toLowerCase();
}

/** The name under which the file is downloaded: the last part of what was given, so that no folder comes along. */
export function parseUploadFilename(text: string | null | undefined): string | null {
  const name = text?.split(/[/\\]/).at(-1)?.normalize('NFC').trim() ?? '';
  if (name === '') return null;
  if (name.length > 255 || /\p{Cc}/u.test(name)) {
    throw new InvalidArguments('filename', 'A file name has 1 to 255 characters, none of them a control character.');
  }
  return name;
}
