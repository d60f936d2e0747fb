import sharp from 'sharp';
import { pixelText } from './pixel-text.js';

const FRAME_WIDTH = 640;
const FRAME_HEIGHT = 360;

/** What a model on the camera would say about the picture. */
export interface Inference {
  readonly label: string;
  /** 0 to 1. */
  readonly score: number;
  /** Pixels from the top left corner. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export interface Frame {
  readonly jpeg: Buffer;
  readonly inference: Inference;
}

/** What passes by, seen from (0, 0) to (width, height). */
const PASSERS = [
  {
    label: 'person',
    width: 50,
    height: 130,
    shape: '<circle cx="25" cy="20" r="20"/><rect x="7" y="44" width="36" height="86" rx="14"/>',
  },
  {
    label: 'car',
    width: 150,
    height: 70,
    shape:
      '<path d="M25 32 45 4h60l25 28z"/><rect y="28" width="150" height="30" rx="9"/><circle cx="35" cy="56" r="14"/><circle cx="115" cy="56" r="14"/>',
  },
  {
    label: 'dog',
    width: 96,
    height: 62,
    shape:
      '<rect x="10" y="20" width="62" height="24" rx="10"/><circle cx="78" cy="18" r="16"/><path d="M16 40h10v22H16zM56 40h10v22H56zM14 26 0 6l6-4 14 20z"/>',
  },
] as const;

/** Draws what a camera sees at this moment: somebody crosses the picture once in eight seconds. */
export async function drawFrame(camera: { readonly name: string; readonly number: number }, at: Date): Promise<Frame> {
  const seconds = at.getTime() / 1000;
  const passer = PASSERS[Math.floor(seconds / 8 + camera.number) % PASSERS.length] ?? PASSERS[0];
  const progress = (seconds % 8) / 8;
  const box = {
    x: Math.round(progress * (FRAME_WIDTH - passer.width)),
    y: Math.round(300 - passer.height + 6 * Math.sin(seconds * 5)),
    width: passer.width,
    height: passer.height,
  };
  const score = Math.round((0.8 + 0.19 * Math.random()) * 100) / 100;
  const inference = { label: passer.label, score, box };
  const picture = scene(camera, at, { ...inference, shape: passer.shape });
  return { jpeg: await sharp(Buffer.from(picture)).jpeg({ quality: 82 }).toBuffer(), inference };
}

function scene(
  camera: { readonly name: string; readonly number: number },
  at: Date,
  { label, score, box, shape }: Inference & { readonly shape: string },
): string {
  const hue = (camera.number * 110 + 90) % 360;
  const time = at.toISOString().replace('T', ' ').replace('Z', '');
  const tag = { x: Math.min(box.x, FRAME_WIDTH - 110), y: box.y - 24 };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${FRAME_WIDTH}" height="${FRAME_HEIGHT}">
<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${hue},45%,30%)"/><stop offset="1" stop-color="hsl(${hue},40%,62%)"/></linearGradient></defs>
<rect width="100%" height="230" fill="url(#sky)"/>
<rect y="230" width="100%" height="130" fill="hsl(${hue},12%,28%)"/>
<path d="M0 330h640" stroke="#fff" stroke-width="4" stroke-dasharray="34 26" opacity=".55"/>
<g transform="translate(${box.x} ${box.y})" fill="hsl(${(hue + 180) % 360},70%,58%)">${shape}</g>
<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="none" stroke="#ffe14d" stroke-width="2"/>
<g fill="#ffe14d">${pixelText(`${label} ${score.toFixed(2)}`, { ...tag, size: 3 })}</g>
<g fill="#fff">${pixelText(camera.name, { x: 14, y: 14, size: 4 })}${pixelText(time, { x: 14, y: 336, size: 3 })}</g>
</svg>`;
}
