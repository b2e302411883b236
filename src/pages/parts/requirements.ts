import { formatDate } from '../dates.ts';
import { type Html, html, joined } from '../html.ts';
import { link } from '../link.ts';
import { sign } from '../signs.ts';
import type { BadgeContentView, RequirementView } from '../views.ts';
import { quoted, type Voice } from '../voice.ts';

/** The parts of a line, or what a yardstick asks, each with whether it was met. Nothing when nothing is asked. */
export function requirementList(voice: Voice, content: BadgeContentView): Html | undefined {
  if (content.requirements.length === 0) return undefined;
  return html`<h3>${voice.words.requirements.heading[content.kind]}</h3><div class="panel"><ul class="steps">${content.requirements.map((requirement) => item(voice, requirement))}</ul></div>
`;
}

const tones = { met: 'ok', skipped: 'open', 'not-met': 'bad', asked: 'open' } as const;
const signs = { met: 'valid', skipped: 'unknown', 'not-met': 'revoked', asked: 'unknown' } as const;

function item(voice: Voice, requirement: RequirementView): Html {
  const { requirements, rubric } = voice.words;
  const { reachedLevel: reached, requiredLevel: required } = requirement;
  const levels =
    reached !== undefined && required !== undefined
      ? rubric.scores(reached, required)
      : required !== undefined && requirements.asked(required);
  const why = joined(
    [
      requirements.states[requirement.state],
      levels,
      requirement.date !== undefined && formatDate(requirement.date, voice.language),
      requirement.explanation !== undefined && quoted(voice, requirement.explanation),
    ],
    ' · ',
  );
  return html`<li><span class="${tones[requirement.state]}">${sign(signs[requirement.state])}</span><div><b>${link(requirement.url, quoted(voice, requirement.title))}</b> <span class="why">${why}</span></div></li>
`;
}
