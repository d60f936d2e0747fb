/** The characters of the demo, 3 by 5 pixels each, row by row: a machine may have no fonts at all. */
const GLYPHS: Readonly<Record<string, string>> = {
  '0': '111101101101111',
  '1': '010110010010111',
  '2': '111001111100111',
  '3': '111001111001111',
  '4': '101101111001001',
  '5': '111100111001111',
  '6': '111100111101111',
  '7': '111001001001001',
  '8': '111101111101111',
  '9': '111101111001111',
  '-': '000000111000000',
  ':': '000010000010000',
  '.': '000000000000010',
  A: '010101111101101',
  B: '110101110101110',
  C: '011100100100011',
  D: '110101101101110',
  E: '111100110100111',
  G: '011100101101011',
  I: '111010010010111',
  M: '101111111101101',
  N: '110101101101101',
  O: '010101101101010',
  P: '110101110100100',
  R: '110101110101101',
  S: '011100010001110',
  T: '111010010010010',
};

/** The text as SVG rectangles. `size` is the side of one pixel of a character; a character is 4 wide with its gap. */
export function pixelText(
  text: string,
  place: { readonly x: number; readonly y: number; readonly size: number },
): string {
  const { x, y, size } = place;
  const pixels: string[] = [];
  for (const [position, character] of Array.from(text.toUpperCase()).entries()) {
    for (const [index, pixel] of Array.from(GLYPHS[character] ?? '').entries()) {
      if (pixel === '0') continue;
      const left = x + (position * 4 + (index % 3)) * size;
      const top = y + Math.floor(index / 3) * size;
      pixels.push(`M${left} ${top}h${size}v${size}h-${size}z`);
    }
  }
  return `<path d="${pixels.join('')}" shape-rendering="crispEdges"/>`;
}
