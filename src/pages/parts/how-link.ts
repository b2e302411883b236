import { type Html, html } from '../html.ts';
import { link } from '../link.ts';
import type { Voice } from '../voice.ts';

/** The way to the page that explains checking. */
export function howLink(voice: Voice): Html {
  return html`<p class="small">${link(`/verify/how?lang=${voice.language}`, voice.words.verify.how)}</p>
`;
}
