import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { IMAGE_HEAD_BYTES, imageDimensions } from './image-dimensions.js';

const run = promisify(execFile);
const expected = { width: 1200, height: 700 };
const turned = { width: 700, height: 1200 };
/** Incompressible, so that every file is longer than its header. */
const pixels = randomBytes(1200 * 700 * 3);

function photo(): Sharp {
  return sharp(pixels, { raw: { ...expected, channels: 3 } });
}

/** Puts a box of so many bytes in front of the picture, as cameras and editors do with previews and notes. */
function withSegments(jpeg: Buffer, count: number): Buffer {
  const segment = Buffer.concat([Buffer.from([0xff, 0xed, 0xff, 0xff]), Buffer.alloc(0xffff - 2, 'x')]);
  const segments = Array.from({ length: count }, () => segment);
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

describe('the dimensions of an image', () => {
  it('are read from a few first bytes', async () => {
    assert.deepEqual(await imageDimensions((await photo().png().toBuffer()).subarray(0, 1024)), expected);
    assert.deepEqual(await imageDimensions((await photo().gif().toBuffer()).subarray(0, 4096)), expected);
    assert.deepEqual(await imageDimensions((await photo().webp().toBuffer()).subarray(0, 1024)), expected);
    assert.deepEqual(
      await imageDimensions((await photo().webp({ lossless: true }).toBuffer()).subarray(0, 64)),
      expected,
    );
    assert.deepEqual(await imageDimensions((await photo().avif({ effort: 0 }).toBuffer()).subarray(0, 1024)), expected);
    assert.deepEqual(await imageDimensions((await photo().jpeg().toBuffer()).subarray(0, 4096)), expected);
    assert.deepEqual(
      await imageDimensions((await photo().jpeg({ progressive: true }).toBuffer()).subarray(0, 4096)),
      expected,
    );
  });

  it('are found behind 200 kB of notes in a photo', async () => {
    const jpeg = withSegments(await photo().jpeg().toBuffer(), 3);
    assert.deepEqual(await imageDimensions(jpeg.subarray(0, IMAGE_HEAD_BYTES)), expected);
    assert.equal(await imageDimensions(jpeg.subarray(0, 100_000)), null);
  });

  it('are those of the image as shown, when the camera was turned', async () => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const jpeg = await photo().jpeg().withMetadata({ orientation }).toBuffer();
      assert.deepEqual(await imageDimensions(jpeg), orientation >= 5 ? turned : expected, orientation.toString());
    }
    const avif = await photo().avif({ effort: 0 }).withMetadata({ orientation: 6 }).toBuffer();
    const { autoOrient } = await sharp(avif).metadata();
    assert.deepEqual(await imageDimensions(avif.subarray(0, 4096)), autoOrient);
    const small = sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } });
    const webp = await small.webp().withMetadata({ orientation: 6 }).toBuffer();
    assert.deepEqual(await imageDimensions(webp), { width: 20, height: 30 });
  });

  it('are those of one frame of an animation', async () => {
    const frames = await Promise.all(
      ['red', 'blue'].map((background) =>
        sharp({ create: { width: 40, height: 30, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const size = { width: 40, height: 30 };
    assert.deepEqual(
      await imageDimensions(
        await sharp(frames, { join: { animated: true } })
          .gif()
          .toBuffer(),
      ),
      size,
    );
    const webp = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    assert.deepEqual(await imageDimensions(webp), size);
    assert.deepEqual(await imageDimensions(webp.subarray(0, 40)), size);
  });

  it('are not known of what is no image, or is cut off or damaged', async () => {
    const jpeg = await photo().jpeg().toBuffer();
    const avif = await photo().avif({ effort: 0 }).toBuffer();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>';
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('hello'),
      Buffer.from(svg),
      Buffer.from('%PDF-1.7'),
      jpeg.subarray(0, 20),
      avif.subarray(0, 100),
      Buffer.from('RIFF\x20\0\0\0WEBPVP8 ', 'latin1'),
    ]) {
      assert.equal(await imageDimensions(bytes), null, bytes.toString('latin1', 0, 20));
    }
    for (let end = 0; end < 400; end += 1) {
      const answer = await imageDimensions(avif.subarray(0, end));
      assert.ok(answer === null || (answer.width === 1200 && answer.height === 700), end.toString());
    }
  });

  it('of a small file with 225 million pixels cost no memory', async () => {
    const program = `
      import { imageDimensions } from ${JSON.stringify(new URL('./image-dimensions.js', import.meta.url).href)};
      const chunks = [];
      for await (const chunk of process.stdin) chunks.push(chunk);
      const before = process.resourceUsage().maxRSS;
      const dimensions = await imageDimensions(Buffer.concat(chunks));
      console.log(JSON.stringify({ dimensions, grownBy: process.resourceUsage().maxRSS - before }));`;
    const child = run(process.execPath, ['--input-type=module', '--eval', program]);
    child.child.stdin?.end(hugePng(15_000));
    const answer: unknown = JSON.parse((await child).stdout);
    assert.ok(typeof answer === 'object' && answer !== null && 'dimensions' in answer && 'grownBy' in answer);
    assert.deepEqual(answer.dimensions, { width: 15_000, height: 15_000 });
    // In KiB; decoded, the pixels take 225 MB.
    assert.ok(typeof answer.grownBy === 'number' && answer.grownBy < 60_000, `${String(answer.grownBy)} KiB`);
  });
});

/** A square, black PNG with one bit for each pixel: a few kilobytes. */
function hugePng(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.writeUInt8(1, 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side), { level: 9 });
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length, 0);
  numbers.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
}
