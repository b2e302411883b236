import { type Html, html, type Piece } from '../html.ts';

/** A name and what it is; left out when there is nothing to say. */
export type Fact = readonly [name: string, value: Piece];

/** The few large facts of the travel card. Nothing when all are empty. */
export function cardFacts(facts: readonly Fact[]): Html | undefined {
  return definitionList('facts', facts);
}

/** A list of facts at a stop. Nothing when all are empty. */
export function factList(facts: readonly Fact[]): Html | undefined {
  return definitionList('dl', facts);
}

function definitionList(className: 'facts' | 'dl', facts: readonly Fact[]): Html | undefined {
  const known = facts.filter(([, value]) => value !== undefined && value !== false && value !== '');
  if (known.length === 0) return undefined;
  return html`<dl class="${className}">${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
`;
}
