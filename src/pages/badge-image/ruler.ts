import { type Html, html } from '../html.ts';
import type { BadgePicture } from '../views.ts';
import { fitted, fittedLines, straightText, twoLines, widthOf } from './outline-text.ts';
import { ink, paper, stamp } from './palette.ts';

/** Recognition along the yardstick: a ruler with the role, or the code, on it. */
export function schemePicture(picture: BadgePicture): Html {
  const role = fitted({ text: picture.roleCode ?? picture.code, size: 116, fill: paper }, 420, 30);
  return html`<rect x="3" y="3" width="506" height="506" rx="10" fill="${paper}"/><rect x="6" y="6" width="500" height="500" rx="8" fill="none" stroke="${ink}" stroke-width="6"/>
<path d="${marks()}" stroke="${ink}" stroke-width="4"/><rect x="6" y="150" width="500" height="150" fill="${stamp}"/>
${straightText(role, 256, 266)}${picture.regulation !== undefined && straightText(fitted({ text: picture.regulation, size: 22, spacing: 2, fill: ink }, 430, 12), 256, 126)}${name(picture.title)}`;
}

function name(title: string): Html[] {
  const style = { size: 32, spacing: 2, fill: ink };
  const lines = widthOf(title, style.size, style.spacing) <= 440 ? [title] : twoLines(title);
  const first = lines.length === 1 ? 373 : 352;
  return fittedLines(style, lines, 440, 14).map((line, index) => straightText(line, 256, first + 42 * index));
}

/** Forty millimetres above and below, each tenth one longest. */
function marks(): string {
  return Array.from({ length: 41 }, (_, index) => {
    const length = index % 10 === 0 ? 44 : index % 5 === 0 ? 32 : 18;
    const x = 36 + 11 * index;
    return `M${x} 30v${length}M${x} 482v-${length}`;
  }).join('');
}
