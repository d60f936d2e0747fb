import { mimeEssence } from '../storage/mime-essence.js';

/** The usual extension of common types. */
const FORMATS: Readonly<Record<string, string>> = {
  'application/gzip': 'gz',
  'application/json': 'json',
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'application/zip': 'zip',
  'audio/flac': 'flac',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'image/apng': 'apng',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/tiff': 'tiff',
  'image/webp': 'webp',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/markdown': 'md',
  'text/plain': 'txt',
  'text/xml': 'xml',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
  'video/x-msvideo': 'avi',
};

/** What follows the last dot of a name that does not begin with it. */
const EXTENSION = /[^./\\]\.([A-Za-z0-9]{1,16})$/;

/** The format of a file, e.g. "csv": the lower-case extension of its name, else that of its type; null when neither tells. */
export function fileFormat(file: { readonly filename: string | null; readonly type: string | null }): string | null {
  const extension = file.filename === null ? undefined : EXTENSION.exec(file.filename)?.[1];
  if (extension !== undefined) return extension.toLowerCase();
  if (file.type === null) return null;
  const type = mimeEssence(file.type);
  return Object.hasOwn(FORMATS, type) ? (FORMATS[type] ?? null) : null;
}
