import sharp from 'sharp';
import type { Dimensions } from './dimensions.js';
import { heifDimensions } from './heif-dimensions.js';
import { sniffType } from './sniffed-type.js';
import { webpDimensions } from './webp-dimensions.js';

/**
 * How many of the first bytes `imageDimensions` wants. PNG, WebP and AVIF tell in less than 1 KiB, GIF after its palette;
 * JPEG only after its metadata, whose parts have up to 64 KiB each: EXIF with its preview, colour profile, editing notes.
 */
export const IMAGE_HEAD_BYTES = 256 * 1024;

/**
 * Width and height as shown, a turn by EXIF counted in; null when the bytes are no image, or end too early. Reads headers
 * only, never pixels: a small file that claims a billion pixels costs nothing. WebP keeps its EXIF at the end, so that
 * of a WebP image longer than the head the size before a turn is told.
 */
export async function imageDimensions(head: Buffer): Promise<Dimensions | null> {
  const bytes = head.subarray(0, IMAGE_HEAD_BYTES);
  // Nothing else may reach the decoders: SVG and others would bring interpreters of their own.
  switch (await sniffType(bytes)) {
    case 'image/jpeg':
    case 'image/png':
    case 'image/apng':
    case 'image/gif':
      return dimensionsBySharp(bytes);
    case 'image/webp':
      return (await dimensionsBySharp(bytes)) ?? webpDimensions(bytes);
    case 'image/avif':
    case 'image/heic':
    case 'image/heif':
      return heifDimensions(bytes);
    case null:
    default:
      return null;
  }
}

async function dimensionsBySharp(bytes: Buffer): Promise<Dimensions | null> {
  try {
    // The pixel limit guards decoding, which does not happen here.
    const { autoOrient } = await sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata();
    return { width: autoOrient.width, height: autoOrient.height };
  } catch (cause) {
    // Sharp has one kind of error for all that is damaged or cut off.
    if (cause instanceof Error) return null;
    throw cause;
  }
}
