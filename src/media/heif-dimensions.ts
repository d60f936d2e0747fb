import type { Dimensions } from './dimensions.js';

/** A part of the file: four letters that name it, and its content. */
interface Box {
  readonly name: string;
  readonly content: Buffer;
}

/** Version and flags, in front of the content of some boxes. */
const VERSION_BYTES = 4;

/**
 * The size of an AVIF or HEIC image: the extent (`ispe`) of its main item, turned as `irot` says; null when the header is
 * incomplete or has none. EXIF does not turn these formats.
 */
export function heifDimensions(head: Buffer): Dimensions | null {
  try {
    const meta = contentOf(head, 'meta').subarray(VERSION_BYTES);
    const properties = contentOf(meta, 'iprp');
    const all = [...boxesIn(contentOf(properties, 'ipco'))];
    const mine = propertiesOf(mainItem(contentOf(meta, 'pitm')), contentOf(properties, 'ipma')).map((n) => all[n - 1]);
    const extent = mine.find((box) => box?.name === 'ispe');
    if (extent === undefined) return null;
    const [width, height] = [
      extent.content.readUInt32BE(VERSION_BYTES),
      extent.content.readUInt32BE(VERSION_BYTES + 4),
    ];
    const quarterTurns = mine.find((box) => box?.name === 'irot')?.content.readUInt8(0) ?? 0;
    return quarterTurns % 2 === 1 ? { width: height, height: width } : { width, height };
  } catch (cause) {
    // Read beyond what is there: cut off or damaged.
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

function* boxesIn(bytes: Buffer): Generator<Box> {
  let start = 0;
  while (start < bytes.length) {
    const short = bytes.readUInt32BE(start);
    const headerLength = short === 1 ? 16 : 8;
    // 1 announces a long size, 0 means to the end.
    const length = short === 1 ? Number(bytes.readBigUInt64BE(start + 8)) : short === 0 ? bytes.length - start : short;
    if (length < headerLength) throw new RangeError('A box is shorter than its own header.');
    const name = bytes.toString('latin1', start + 4, start + 8);
    yield { name, content: bytes.subarray(start + headerLength, start + length) };
    start += length;
  }
}

function contentOf(bytes: Buffer, name: string): Buffer {
  for (const box of boxesIn(bytes)) if (box.name === name) return box.content;
  throw new RangeError(`There is no ${name}.`);
}

function mainItem(pitm: Buffer): number {
  return pitm.readUInt8(0) === 0 ? pitm.readUInt16BE(VERSION_BYTES) : pitm.readUInt32BE(VERSION_BYTES);
}

/** The numbers, from 1, of the properties that an item has. */
function propertiesOf(item: number, ipma: Buffer): readonly number[] {
  const idBytes = ipma.readUInt8(0) === 0 ? 2 : 4;
  const indexBytes = (ipma.readUInt8(3) & 1) === 0 ? 1 : 2;
  // The highest bit says "essential".
  const indexMask = indexBytes === 1 ? 0x7f : 0x7fff;
  let at = VERSION_BYTES + 4;
  for (let left = ipma.readUInt32BE(VERSION_BYTES); left > 0; left -= 1) {
    const id = ipma.readUIntBE(at, idBytes);
    const count = ipma.readUInt8(at + idBytes);
    const first = at + idBytes + 1;
    if (id === item) {
      return Array.from(
        { length: count },
        (_, nth) => ipma.readUIntBE(first + nth * indexBytes, indexBytes) & indexMask,
      );
    }
    at = first + count * indexBytes;
  }
  return [];
}
