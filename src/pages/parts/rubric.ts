import { type Html, html } from '../html.ts';
import { sign } from '../signs.ts';
import { softHyphens } from '../soft-hyphens.ts';
import type { CriterionView, RubricLevelView } from '../views.ts';
import { languageAttribute, quoted, type Voice } from '../voice.ts';
import { levelLine } from './levels.ts';

/** With more criteria than this a phone shows of each only the reached and required level, until asked for the rest. */
const mostUnfolded = 3;

/** Reached and required level of each criterion in one line: the measuring stick with the score. Nothing when nothing is reached. */
export function scoreList(voice: Voice, criteria: readonly CriterionView[]): Html | undefined {
  const scored = criteria.filter((criterion) => criterion.reachedLevel !== undefined);
  if (scored.length === 0) return undefined;
  return html`<ul class="sumlist">${scored.map((criterion) => score(voice, criterion))}</ul>
`;
}

function score(voice: Voice, criterion: CriterionView): Html {
  const reached = criterion.reachedLevel ?? 0;
  const name = criterion.levels.find((level) => level.level === reached)?.name;
  const { level, requiredAside } = voice.words.rubric;
  return html`<li><b${languageAttribute(voice)}>${criterion.name}</b>${levelLine(reached, criterion.levels.length)}<span>${level(reached)}${name !== undefined && html` · ${quoted(voice, name)}`} ${criterion.requiredLevel !== undefined && html`<span class="muted">${requiredAside(criterion.requiredLevel)}</span>`}</span></li>
`;
}

/**
 * The rubric as one table, with the reached and the required level marked in words. Roles are written out because the phone layout turns
 * the table into blocks, and browsers then forget that it is one. Nothing when there are no criteria.
 */
export function rubricTable(voice: Voice, criteria: readonly CriterionView[]): Html | undefined {
  const [first] = criteria;
  if (first === undefined) return undefined;
  const scored = criteria.some((criterion) => criterion.reachedLevel !== undefined);
  const required = criteria.some((criterion) => criterion.requiredLevel !== undefined);
  const words = voice.words.rubric;
  const long = criteria.length > mostUnfolded;
  return html`<table class="rubric${long && ' rubric--long'}" role="table"><caption class="unseen">${scored ? words.caption : words.captionWithoutScores}</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">${words.criterion}</th>${headings(voice, criteria)}</tr></thead>
<tbody role="rowgroup">${criteria.map((criterion) => row(voice, criterion, columnsOf(criteria), long))}</tbody></table>
${key(voice, scored, required)}`;
}

function columnsOf(criteria: readonly CriterionView[]): number {
  return Math.max(...criteria.map((criterion) => criterion.levels.length));
}

/** Level names stand above the columns only where all criteria share them. */
function headings(voice: Voice, criteria: readonly CriterionView[]): Html[] {
  const longest = criteria.reduce((one, other) => (other.levels.length > one.levels.length ? other : one));
  return longest.levels.map(({ level, name }, index) => {
    const shared = criteria.every((criterion) => (criterion.levels[index]?.name ?? name) === name);
    return html`<th scope="col" role="columnheader">${level}${shared && html`<small${languageAttribute(voice)}>${softHyphens(name, voice.contentLanguage)}</small>`}</th>`;
  });
}

function row(voice: Voice, criterion: CriterionView, columns: number, long: boolean): Html {
  const words = voice.words.rubric;
  const { reachedLevel: reached, requiredLevel: required } = criterion;
  const summary = summaryOf(voice, reached, required);
  const fold = long && html`<label class="fold"><input type="checkbox"> ${words.allLevels}</label>`;
  const name = quoted(voice, softHyphens(criterion.name, voice.contentLanguage));
  const missing = Array.from({ length: columns - criterion.levels.length }, () => html`<td role="cell"></td>`);
  return html`<tr role="row"><th scope="row" role="rowheader">${name}<small>${summary}</small>${fold}</th>${criterion.levels.map((level) => cell(voice, criterion, level))}${missing}</tr>
`;
}

function summaryOf(voice: Voice, reached: number | undefined, required: number | undefined): string {
  const words = voice.words.rubric;
  if (reached === undefined) return required === undefined ? '' : words.requiredOnly(required);
  return required === undefined ? words.level(reached) : words.scores(reached, required);
}

function cell(voice: Voice, criterion: CriterionView, level: RubricLevelView): Html {
  const reached = level.level === criterion.reachedLevel;
  const required = level.level === criterion.requiredLevel;
  const below = criterion.reachedLevel !== undefined && level.level < criterion.reachedLevel;
  const classes = [reached && 'hit', required && 'req', below && 'in'].filter((name) => name !== false).join(' ');
  const description = quoted(voice, softHyphens(level.description, voice.contentLanguage));
  return html`<td role="cell" class="${classes}"><span class="nr" aria-hidden="true">${level.level}</span>${tag(voice, reached, required)}<span class="nm"${languageAttribute(voice)}>${level.name}</span>${description}</td>`;
}

/** The mark in words: colour and frame alone would say nothing to many readers. */
function tag(voice: Voice, reached: boolean, required: boolean): Html | undefined {
  const words = voice.words.rubric;
  if (reached)
    return html`<span class="tag">${sign('valid')}${required ? words.reachedIsRequired : words.reached}</span>`;
  return required ? html`<span class="tag">${words.required}</span>` : undefined;
}

function key(voice: Voice, scored: boolean, required: boolean): Html {
  const words = voice.words.rubric;
  const scores =
    scored && html`<span><i class="k1"></i>${words.keyReached}</span><span><i class="k2"></i>${words.keyBelow}</span>`;
  const asked = required && html`<span><i class="k3"></i>${words.keyRequired}</span>`;
  return html`<div class="key" aria-hidden="true">${scores}${asked}</div>
`;
}
