import { type Html, html } from '../html.ts';
import type { BadgePicture } from '../views.ts';
import { fitted, fittedLines, round, straightText, twoLines, widthOf } from './outline-text.ts';
import { colourOfLine, ink, paper } from './palette.ts';

/** Corners of the route: a metro map turns by 45 degrees. */
const corners = [
  [86, 330],
  [167, 330],
  [307, 190],
  [420, 190],
] as const;

/** A finished line: a dark square with its route and a stop for every station. */
export function linePicture(picture: BadgePicture): Html {
  const colour = colourOfLine(picture.lineColour, 'dark');
  const route = `M${corners.map(([x, y]) => `${x} ${y}`).join('L')}`;
  return html`<rect x="3" y="3" width="506" height="506" rx="44" fill="${ink}"/><rect x="20" y="20" width="472" height="472" rx="30" fill="none" stroke="${paper}" stroke-opacity=".35" stroke-width="3"/>
<path d="${route}" fill="none" stroke="${colour}" stroke-width="34" stroke-linejoin="round" stroke-linecap="round"/>${stops(picture.stops ?? 2)}
${straightText(fitted({ text: picture.code, size: 84, fill: paper }, 380, 30), 70, 130, 'start')}${name(picture.title)}
${picture.issuer !== undefined && straightText(fitted({ text: picture.issuer, size: 22, spacing: 3, fill: '#C9D5D9' }, 384, 13), 65, 462, 'start')}`;
}

function name(title: string): Html[] {
  const style = { size: 32, spacing: 2, fill: paper };
  const lines = widthOf(title, style.size, style.spacing) <= 384 ? [title] : twoLines(title);
  return fittedLines(style, lines, 384, 16).map((line, index) =>
    straightText(line, 65, 424 - 36 * (lines.length - 1 - index), 'start'),
  );
}

/** Stops at equal distances along the route; more than ten would touch each other. */
function stops(wanted: number): Html[] {
  const count = Math.min(10, Math.max(2, Math.trunc(wanted)));
  const radius = count > 6 ? 15 : 22;
  return Array.from({ length: count }, (_, index) => {
    const [x, y] = alongRoute(index / (count - 1));
    return html`<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" fill="${paper}" stroke="${ink}" stroke-width="9"/>`;
  });
}

function alongRoute(share: number): readonly [number, number] {
  const pieces = corners.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = corners[index] ?? corners[0];
    return { fromX, fromY, x, y, length: Math.hypot(x - fromX, y - fromY) };
  });
  let left = share * pieces.reduce((sum, piece) => sum + piece.length, 0);
  for (const piece of pieces) {
    if (left <= piece.length) {
      const part = left / piece.length;
      return [piece.fromX + (piece.x - piece.fromX) * part, piece.fromY + (piece.y - piece.fromY) * part];
    }
    left -= piece.length;
  }
  return corners[3];
}
