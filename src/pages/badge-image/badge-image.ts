import { type Html, html } from '../html.ts';
import type { BadgeKind, BadgePicture } from '../views.ts';
import { outcomePicture } from './hexagon.ts';
import { linePicture } from './route.ts';
import { schemePicture } from './ruler.ts';
import { stationPicture } from './station.ts';

/** The shape says the kind (design.md §3). */
const drawings: Readonly<Record<BadgeKind, (picture: BadgePicture) => Html>> = {
  station: stationPicture,
  ulo: outcomePicture,
  'partial-ulo': outcomePicture,
  line: linePicture,
  scheme: schemePicture,
};

/** A badge as a picture that stands by itself: SVG with a title and a description, all text outlined so that no font is needed. */
export function renderBadgeImage(picture: BadgePicture): string {
  const title = `${picture.code} ${picture.title}`.trim();
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" role="img"><title>${title}</title><desc>${description(picture)}</desc>${drawings[picture.kind](picture)}</svg>`.toString();
}

/** The same beside text that already says everything: hidden from screen readers, without a tooltip. */
export function decorativeBadgeImage(picture: BadgePicture): Html {
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" aria-hidden="true" focusable="false">${drawings[picture.kind](picture)}</svg>`;
}

/** Words that both languages share: codes, names and numbers. */
function description(picture: BadgePicture): string {
  const scores = (picture.criteria ?? []).map(
    ({ name, reached, required, levels }) => `${name}: ${reached ?? '–'}/${levels} (≥ ${required})`,
  );
  return [picture.kind.toUpperCase(), picture.typeCode, picture.roleCode, picture.hours, ...scores]
    .filter((part) => part !== undefined)
    .join('; ');
}
