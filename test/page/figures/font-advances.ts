import { readFileSync } from 'node:fs';

/**
 * Advance widths of a TrueType font, in em, by code point; undefined if the font has no glyph.
 *
 * Tables `head`, `hhea`, `hmtx` and `cmap` (format 4), after the OpenType specification 1.9.
 */
export function advancesOf(file: string): (codePoint: number) => number | undefined {
  const bytes = readFileSync(file);
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = (name: string) => tableOf(font, name);
  const unitsPerEm = font.getUint16(start('head') + 18);
  const metrics = font.getUint16(start('hhea') + 34);
  const glyphOf = glyphs(font, start('cmap'));
  return (codePoint) => {
    const glyph = glyphOf(codePoint);
    if (glyph === 0) return undefined;
    return font.getUint16(start('hmtx') + 4 * Math.min(glyph, metrics - 1)) / unitsPerEm;
  };
}

function tableOf(font: DataView, name: string): number {
  for (let at = 12; at < 12 + 16 * font.getUint16(4); at += 16) {
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((i) => font.getUint8(at + i)));
    if (tag === name) return font.getUint32(at + 8);
  }
  throw new RangeError(`the font has no table ${name}`);
}

/** Maps code points of the basic plane to glyphs; 0 if there is none. */
function glyphs(font: DataView, cmap: number): (codePoint: number) => number {
  const subtables = Array.from(
    { length: font.getUint16(cmap + 2) },
    (_, i) => cmap + font.getUint32(cmap + 8 + 8 * i),
  );
  const at = subtables.find((subtable) => font.getUint16(subtable) === 4);
  if (at === undefined) throw new RangeError('the font has no character map of format 4');
  const segments = font.getUint16(at + 6) / 2;
  const ends = at + 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const offsets = deltas + 2 * segments;
  return (codePoint) => {
    for (let i = 0; i < segments; i++) {
      if (codePoint > font.getUint16(ends + 2 * i)) continue;
      const first = font.getUint16(starts + 2 * i);
      if (codePoint < first) return 0;
      const delta = font.getUint16(deltas + 2 * i);
      const place = offsets + 2 * i;
      const offset = font.getUint16(place);
      if (offset === 0) return (codePoint + delta) & 0xffff;
      const glyph = font.getUint16(place + offset + 2 * (codePoint - first));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
