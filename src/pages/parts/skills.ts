import { type Html, html } from '../html.ts';
import { link } from '../link.ts';
import type { CatalogueConceptView, SkillView } from '../views.ts';
import { languageAttribute, type Voice } from '../voice.ts';
import { levelLine } from './levels.ts';

/**
 * The skills and knowledge of a badge: our label, the catalogue's own label in its own language, and the level, or why there is none.
 * `purpose` says whether a level was reached or is asked for. Nothing when there are none.
 */
export function skillList(voice: Voice, skills: readonly SkillView[], purpose: 'reached' | 'asked'): Html | undefined {
  if (skills.length === 0) return undefined;
  return html`<ul class="skills">${skills.map((skill) => chip(voice, skill, purpose))}</ul>
`;
}

function chip(voice: Voice, skill: SkillView, purpose: 'reached' | 'asked'): Html {
  const { kinds } = voice.words.skills;
  return html`<li class="skill"><b${languageAttribute(voice)}>${link(skill.url, skill.label)}</b><span class="src">${skill.kind && kinds[skill.kind]}${skill.concepts.map((each, index) => concept(each, index > 0 || skill.kind !== undefined))}</span><span class="lv">${level(voice, skill, purpose)}</span></li>
`;
}

function concept({ catalogue, version, url, label, labelLanguage }: CatalogueConceptView, follows: boolean): Html {
  const name = version === undefined ? catalogue : `${catalogue} ${version}`;
  const language = labelLanguage !== undefined && html` lang="${labelLanguage}"`;
  return html`${follows && ' · '}${link(url, name)}: <span${language}>${label}</span>`;
}

function level(voice: Voice, skill: SkillView, purpose: 'reached' | 'asked'): Html | undefined {
  const { rubric, skills } = voice.words;
  if (skill.level === undefined) return skill.kind && html`<span class="muted">${skills.noLevel[skill.kind]}</span>`;
  const words = purpose === 'reached' ? rubric.level(skill.level) : rubric.levelFrom(skill.level);
  return html`${levelLine(skill.level)}<span>${words}</span>`;
}
