import { type Html, html, type Piece } from '../html.ts';

/** A stop on the ride: a question and its answer. Nothing when there is no answer. */
export function stop(question: string, ...answer: readonly Piece[]): Html | undefined {
  const content = html`${answer}`;
  if (content.toString().trim() === '') return undefined;
  return html`<section class="stop"><h2>${question}</h2>${content}</section>
`;
}

/** Stops on one stretch of the line. Nothing when there are none. */
export function track(
  stops: readonly (Html | undefined)[],
  options: { readonly continued?: boolean } = {},
): Html | undefined {
  const shown = stops.filter((one) => one !== undefined);
  if (shown.length === 0) return undefined;
  return html`<div class="track${options.continued === true && ' track--on'}">
${shown}</div>`;
}
