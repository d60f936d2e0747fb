import type { Dimensions } from './dimensions.js';

const LOSSLESS_MARK = 0x2f;
const LOSSY_MARK = 0x9d012a;
const LOW_14_BITS = 0x3fff;

/** The size in a WebP header, which takes 30 bytes; null when it is none or incomplete. */
export function webpDimensions(head: Buffer): Dimensions | null {
  if (head.length < 30) return null;
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      if (head[20] !== LOSSLESS_MARK) return null;
      const bits = head.readUInt32LE(21);
      return { width: (bits & LOW_14_BITS) + 1, height: ((bits >>> 14) & LOW_14_BITS) + 1 };
    }
    case 'VP8 ':
      if (head.readUIntBE(23, 3) !== LOSSY_MARK) return null;
      // The two high bits of each are a hint for scaling.
      return { width: head.readUInt16LE(26) & LOW_14_BITS, height: head.readUInt16LE(28) & LOW_14_BITS };
    default:
      return null;
  }
}
