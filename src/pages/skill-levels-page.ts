import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { levelLine } from './parts/levels.ts';
import type { HomeView, Language } from './views.ts';
import { type Voice, voiceOf } from './voice.ts';
import { type SkillLevelWords, skillLevelWords } from './words/skill-levels.ts';

/**
 * What the levels 1 to 5 mean. Signed badges point at the anchors `#1` to `#5` (`skillLevelUrl`), so these stay for as long as a badge does.
 */
export function renderSkillLevelsPage({ site }: Pick<HomeView, 'site'>, language: Language): string {
  const voice = voiceOf(language);
  const words = skillLevelWords[language];
  return layout(voice, {
    site,
    title: `${words.heading} · Stempel`,
    description: words.lead,
    indexed: true,
    main: html`<div class="hero"><h1>${words.heading}</h1><p class="lead">${words.lead}</p></div>
<div class="ride ride--end"><div class="track track--on">
${words.levels.map((level, index) => levelStop(voice, level, index + 1))}</div></div>
<section class="sec"><h2>${words.readingHeading}</h2><p>${words.reading}</p></section>
<section class="sec"><h2>${words.notEqfHeading}</h2><p>${words.notEqf}</p></section>`,
  });
}

function levelStop(voice: Voice, { name, meaning, stands }: SkillLevelWords['levels'][number], level: number): Html {
  const label = voice.words.rubric.level(level);
  return html`<section class="stop" id="${level}"><h2>${level}. ${name}</h2><div class="panel"><p>${levelLine(level)} <span class="small muted">${label}</span></p><p>${meaning} ${stands}</p></div></section>
`;
}
