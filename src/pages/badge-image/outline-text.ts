import { type Html, html } from '../html.ts';
import glyphs from './glyphs.json' with { type: 'json' };

interface Glyph {
  readonly advance: number;
  readonly outline: string;
}

/** Text as outlines: what is drawn, how large, and how far apart. Only capitals are known, so everything is written in them. */
export interface OutlinedText {
  readonly text: string;
  readonly size: number;
  readonly spacing?: number;
  readonly fill: string;
}

const outlines: ReadonlyMap<string, Glyph> = new Map(
  Object.entries(glyphs).map(([character, glyph]) => {
    const end = glyph.indexOf(' ');
    const advance = Number(end < 0 ? glyph : glyph.slice(0, end));
    return [character, { advance, outline: end < 0 ? '' : glyph.slice(end + 1) }];
  }),
);

/** Letters that we cannot draw lose their marks; signs that we cannot draw at all are left out. The `<title>` has the whole text. */
function glyphsOf(text: string): readonly Glyph[] {
  return Array.from(text.normalize('NFC').toLocaleUpperCase('nl').replaceAll(/\s+/g, ' ')).flatMap((character) => {
    const glyph = outlines.get(character) ?? outlines.get(character.normalize('NFD').slice(0, 1));
    return glyph === undefined ? [] : [glyph];
  });
}

/** Width in the units of the picture. */
export function widthOf(text: string, size: number, spacing = 0): number {
  const drawn = glyphsOf(text);
  const advance = drawn.reduce((sum, glyph) => sum + glyph.advance, 0);
  return (advance * size) / 1000 + spacing * Math.max(0, drawn.length - 1);
}

/** Makes a text fit a width: first smaller, down to `least`; then, if it must, shorter by whole words, with an ellipsis. */
export function fitted(text: OutlinedText, width: number, least: number): OutlinedText {
  const spacing = text.spacing ?? 0;
  for (let size = text.size; size >= least; size -= 0.5) {
    const scaled = (spacing * size) / text.size;
    if (widthOf(text.text, size, scaled) <= width) return { ...text, size, spacing: scaled };
  }
  const scaled = (spacing * least) / text.size;
  let shorter = text.text;
  while (shorter.length > 1 && widthOf(`${shorter}…`, least, scaled) > width) shorter = withoutLastWord(shorter);
  return { ...text, text: `${shorter}…`, size: least, spacing: scaled };
}

/** The same for lines that belong together: all as large as the smallest of them. */
export function fittedLines(
  style: Omit<OutlinedText, 'text'>,
  lines: readonly string[],
  width: number,
  least: number,
): readonly OutlinedText[] {
  const each = lines.map((text) => fitted({ ...style, text }, width, least));
  const size = Math.min(...each.map((line) => line.size));
  return each.map((line) => ({ ...line, size, spacing: ((style.spacing ?? 0) * size) / style.size }));
}

function withoutLastWord(text: string): string {
  const end = text.trimEnd().lastIndexOf(' ');
  return end > 0 ? text.slice(0, end) : text.slice(0, -1);
}

/** Breaks a text over two lines where that leaves the longest line shortest. A text of one word stays one line. */
export function twoLines(text: string): readonly string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length < 2) return [text];
  const breaks = words
    .slice(1)
    .map((_, index) => [words.slice(0, index + 1).join(' '), words.slice(index + 1).join(' ')]);
  const longest = (lines: readonly string[]) => Math.max(...lines.map((line) => widthOf(line, 1)));
  return breaks.reduce((best, lines) => (longest(lines) < longest(best) ? lines : best));
}

/** A straight line of text. `anchor` says which end, or the middle, is at x. */
export function straightText(text: OutlinedText, x: number, y: number, anchor: 'start' | 'middle' = 'middle'): Html {
  const spacing = text.spacing ?? 0;
  const start = anchor === 'start' ? x : x - widthOf(text.text, text.size, spacing) / 2;
  let offset = 0;
  const paths = glyphsOf(text.text).map((glyph) => {
    const at = Math.round(offset);
    offset += glyph.advance + (spacing * 1000) / text.size;
    return glyph.outline === '' ? undefined : html`<path transform="translate(${at})" d="${glyph.outline}"/>`;
  });
  return html`<g fill="${text.fill}" transform="translate(${round(start)} ${round(y)}) scale(${text.size / 1000})">${paths}</g>`;
}

/**
 * Text along a circle around (256, 256). `middle` is the angle of its middle, in degrees clockwise from the top. At the `top` the
 * letters stand on the circle; at the `bottom` they hang inside it, so that they are not upside down.
 */
export function arcText(text: OutlinedText, radius: number, middle: number, side: 'top' | 'bottom'): Html {
  const spacing = text.spacing ?? 0;
  const direction = side === 'top' ? 1 : -1;
  let offset = -widthOf(text.text, text.size, spacing) / 2;
  const paths = glyphsOf(text.text).map((glyph) => {
    const advance = (glyph.advance * text.size) / 1000;
    const angle = middle + (direction * (offset + advance / 2) * 180) / (Math.PI * radius);
    offset += advance + spacing;
    if (glyph.outline === '') return undefined;
    const [x, y] = onCircle(radius, angle);
    const turn = side === 'top' ? angle : angle - 180;
    const place = `translate(${round(x)} ${round(y)}) rotate(${round(turn)}) scale(${text.size / 1000}) translate(${-glyph.advance / 2})`;
    return html`<path transform="${place}" d="${glyph.outline}"/>`;
  });
  return html`<g fill="${text.fill}">${paths}</g>`;
}

/** The point of a circle around (256, 256) at an angle clockwise from the top. */
export function onCircle(radius: number, angle: number): readonly [number, number] {
  const radians = (angle * Math.PI) / 180;
  return [256 + radius * Math.sin(radians), 256 - radius * Math.cos(radians)];
}

/** One decimal is a fifth of a pixel on the largest badge we show. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
