import { type Html, html } from '../html.ts';
import type { BadgeContentView } from '../views.ts';
import { languageAttribute, type Voice } from '../voice.ts';
import { factList } from './facts.ts';
import { requirementList } from './requirements.ts';
import { rubricTable, scoreList } from './rubric.ts';
import { skillList } from './skills.ts';

/** What somebody with the badge can do: responsibility, scores beside the rubric, skills, and what a line or scheme consists of. */
export function ability(voice: Voice, content: BadgeContentView): Html {
  const skills = skillList(voice, content.skills, 'reached');
  return html`${statement(voice, content)}${scoreList(voice, content.criteria)}${rubricTable(voice, content.criteria)}${observable(voice, content)}${requirementList(voice, content)}${skills !== undefined && html`<h3>${voice.words.skills.heading}</h3>${skills}`}`;
}

/** Responsibility and autonomy in one statement. */
export function statement(voice: Voice, content: { readonly statement?: string }): Html | undefined {
  if (content.statement === undefined) return undefined;
  return html`<p class="stmt"${languageAttribute(voice)}>${content.statement}</p>
`;
}

function observable(voice: Voice, content: BadgeContentView): Html | undefined {
  if (content.observable === undefined) return undefined;
  const facts = factList([
    [voice.words.shown.observable, html`<span${languageAttribute(voice)}>${content.observable}</span>`],
  ]);
  return html`<div class="panel">${facts}</div>
`;
}
