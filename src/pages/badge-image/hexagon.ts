import { type Html, html } from '../html.ts';
import type { BadgePicture } from '../views.ts';
import { fitted, onCircle, round, straightText } from './outline-text.ts';
import { colourOfLine, ink, pale, paper } from './palette.ts';

type RingCriterion = NonNullable<BadgePicture['criteria']>[number];

/** With more criteria than this the scores are left to the page (design.md §3). */
const mostScored = 4;

/** Degrees between two levels. */
const gap = 2.4;

const outline =
  'M221.4 26Q256 6 290.6 26L437.9 111Q472.5 131 472.5 171L472.5 341Q472.5 381 437.9 401L290.6 486Q256 506 221.4 486L74.1 401Q39.5 381 39.5 341L39.5 171Q39.5 131 74.1 111Z';

/** A learning outcome: a hexagon whose ring is its rubric. A part of one has a broken outline. */
export function outcomePicture(picture: BadgePicture): Html {
  const dashes = picture.kind === 'partial-ulo' ? html` stroke-dasharray="26 14"` : undefined;
  const label = { text: 'ULO', size: 24, spacing: 3, fill: ink };
  return html`<path d="${outline}" fill="${paper}" stroke="${ink}" stroke-width="6"${dashes}/>
<g fill="none">${ring(picture)}</g>
${codeInTheMiddle(picture.code)}${straightText(label, 256, 70)}
${picture.issuer !== undefined && straightText(fitted({ ...label, text: picture.issuer }, 150, 12), 256, 462)}`;
}

/** `WP-04` stands as a small WP over a large 04; another code stands on one line. */
function codeInTheMiddle(code: string): Html {
  const [, area, number] = /^(.{1,8})-([^-]{1,4})$/.exec(code) ?? [];
  if (area === undefined || number === undefined) {
    return straightText(fitted({ text: code, size: 56, spacing: 1, fill: ink }, 196, 16), 256, 276);
  }
  const small = fitted({ text: area, size: 44, spacing: 1, fill: ink }, 160, 20);
  return html`${straightText(small, 256, 236)}${straightText(fitted({ text: number, size: 89, fill: ink }, 170, 40), 256, 318)}`;
}

/** One sector per criterion, clockwise from the top; one segment per level; a tick at the end of the required level. */
function ring(picture: BadgePicture): Html[] {
  const criteria = picture.criteria ?? [];
  const scored = criteria.length <= mostScored;
  const span = 360 / Math.max(1, criteria.length);
  const margin = Math.min(9.2, span / 10);
  const colour = colourOfLine(picture.lineColour, 'light');
  return criteria.map((criterion, index) => {
    const shown = scored ? criterion : { ...criterion, reached: undefined };
    return sector(shown, index * span + margin, span - 2 * margin, colour);
  });
}

function sector(
  criterion: Omit<RingCriterion, 'reached'> & { readonly reached?: number | undefined },
  start: number,
  span: number,
  colour: string,
): Html {
  const levels = Math.max(1, criterion.levels);
  const length = (span - gap * (levels - 1)) / levels;
  const segments = Array.from({ length: levels }, (_, index) => {
    const from = start + index * (length + gap);
    return segment(from, from + length, segmentLook(index + 1, criterion.reached, colour));
  });
  const end = start + criterion.required * (length + gap) - gap / 2;
  return html`${segments}${tick(end)}`;
}

function segmentLook(level: number, reached: number | undefined, colour: string): { colour: string; width: number } {
  if (reached === undefined) return { colour: pale, width: 46 };
  return level <= reached ? { colour, width: 46 } : { colour: pale, width: 14 };
}

function segment(from: number, to: number, look: { colour: string; width: number }): Html {
  const [startX, startY] = onCircle(150, from);
  const [endX, endY] = onCircle(150, to);
  const large = to - from > 180 ? 1 : 0;
  const path = `M${round(startX)} ${round(startY)}A150 150 0 ${large} 1 ${round(endX)} ${round(endY)}`;
  return html`<path d="${path}" stroke="${look.colour}" stroke-width="${look.width}"/>`;
}

function tick(angle: number): Html {
  const [outerX, outerY] = onCircle(180, angle);
  const [innerX, innerY] = onCircle(116, angle);
  const path = `M${round(outerX)} ${round(outerY)}L${round(innerX)} ${round(innerY)}`;
  return html`<path d="${path}" stroke="${paper}" stroke-width="13"/><path d="${path}" stroke="${ink}" stroke-width="7"/>`;
}
