import { type Html, html } from '../html.ts';
import type { OwnDeed, OwnPageView } from '../own-views.ts';
import type { OwnWords } from '../words/own-words.ts';

const places: Readonly<Record<OwnDeed, string>> = {
  sharing: 'badges',
  'consent-given': 'consents',
  'consent-withdrawn': 'consents',
  'erasure-requested': 'erasure',
  'erasure-taken-back': 'erasure',
};

/**
 * That what the learner just did is done, said where the page comes back to.
 * @param place a section of the page, or the id of a badge
 */
export function saved(words: OwnWords, { done, doneAt }: OwnPageView, place: string): Html | undefined {
  if (done === undefined || (doneAt ?? places[done]) !== place) return undefined;
  return html`<p class="saved" role="status">${words.done[done]}</p>`;
}
