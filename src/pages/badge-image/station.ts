import { type Html, html } from '../html.ts';
import type { BadgePicture } from '../views.ts';
import { arcText, fitted, straightText } from './outline-text.ts';
import { colourOfLine, ink, paper } from './palette.ts';
import { pictogram } from './pictograms.ts';

/** A station: a round stamp with its title around it, what happens there in the middle, and the letter of its type below. */
export function stationPicture(picture: BadgePicture): Html {
  const line = colourOfLine(picture.lineColour, 'light');
  return html`<circle cx="256" cy="256" r="254" fill="${paper}"/><circle cx="256" cy="256" r="250" fill="none" stroke="${ink}" stroke-width="5"/>
${title(picture)}${rim(picture.issuer, 221)}${rim(picture.hours, 139)}
<circle cx="256" cy="256" r="172" fill="none" stroke="${line}" stroke-width="34"/>
${middle(picture)}`;
}

function title(picture: BadgePicture): Html {
  const text = { text: picture.title, size: 29, spacing: 3, fill: ink };
  return arcText(fitted(text, 740, 15), 211, 0, 'top');
}

/** Small letters along the lower rim, left (issuer) or right (hours) of the type letter. */
function rim(text: string | undefined, angle: number): Html | undefined {
  if (text === undefined) return undefined;
  return arcText(fitted({ text, size: 22, spacing: 3, fill: ink }, 215, 13), 235, angle, 'bottom');
}

function middle(picture: BadgePicture): Html {
  const code = picture.typeCode;
  if (code === undefined) return straightText(fitted({ text: picture.code, size: 72, fill: ink }, 240, 20), 256, 280);
  return html`${pictogram(code)}<circle cx="256" cy="428" r="47" fill="${paper}"/><circle cx="256" cy="428" r="40" fill="${ink}"/>${straightText({ text: code, size: 50, fill: paper }, 256, 445)}`;
}
