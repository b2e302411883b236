import { type Html, html } from '../html.ts';

/** The level line: dots, filled up to the level. Decoration: the level always stands beside it in words (design.md §3). */
export function levelLine(level: number, levels = 5): Html {
  // A rubric from elsewhere can have any scale; more dots than ten are no picture any more.
  const count = Math.min(10, Math.max(1, levels));
  const dots = Array.from({ length: count }, (_, index) => (index < level ? html`<i class="on"></i>` : html`<i></i>`));
  return html`<span class="lvl" aria-hidden="true">${dots}</span>`;
}
