import { formatHours } from './dates.ts';
import { type Html, html, joined } from './html.ts';
import { layout } from './layout.ts';
import { link, sameOriginUrl } from './link.ts';
import { cardFacts } from './parts/facts.ts';
import { levelLine } from './parts/levels.ts';
import type { CertifyingBadgeView, Language, SkillPageView } from './views.ts';
import { type Voice, voiceOf } from './voice.ts';
import { type SkillWords, skillWords } from './words/skill.ts';

/** The page of one skill: what it is called, which catalogue it is from, and who certifies it, by issuer. */
export function renderSkillPage(view: SkillPageView, language: Language): string {
  const voice = voiceOf(language);
  const words = skillWords[language];
  return layout(voice, {
    site: view.site,
    title: `${view.label} · Stempel`,
    description: `${view.label}. ${words.lead}`,
    indexed: false,
    main: html`${hero(voice, view, words)}
<section class="sec"><h2>${words.who}</h2>${view.issuers.length === 0 && html`<p>${words.none}</p>`}${view.issuers.map((issuer) => provider(voice, view, issuer, words))}${view.more && html`<p>${words.more}</p>`}
<p class="small">${link(`/skill-levels?lang=${language}`, words.meaning)}</p></section>`,
  });
}

function hero(voice: Voice, view: SkillPageView, words: SkillWords): Html {
  const inLanguage = view.labelLanguage !== voice.language && html` lang="${view.labelLanguage}"`;
  const others = view.otherLabels.map(
    ({ language, label }, index) => html`${index > 0 && ', '}<span lang="${language}">${label}</span>`,
  );
  const source = joined([view.framework, view.version], ' ');
  const facts = cardFacts([
    [words.otherLanguages, others.length > 0 && html`${others}`],
    [
      view.framework === undefined ? words.ownSource : words.source,
      view.framework === undefined ? link(view.uri, view.uri) : link(view.uri, source),
    ],
  ]);
  return html`<div class="hero"><div class="kind"><b>${words.kinds[view.kind]}</b></div><h1${inLanguage}>${view.label}</h1><p class="lead">${words.lead}</p>${facts}</div>`;
}

function provider(
  voice: Voice,
  view: SkillPageView,
  { name, url, badges }: SkillPageView['issuers'][number],
  words: SkillWords,
): Html {
  return html`<section class="provider"><h3>${link(url, name)}</h3><ul class="grid3">${badges.map((badge) => tile(voice, view, badge, words))}</ul></section>
`;
}

function tile(voice: Voice, { site }: SkillPageView, badge: CertifyingBadgeView, words: SkillWords): Html {
  const image = sameOriginUrl(badge.imageUrl, site.baseUrl);
  const picture =
    image !== undefined &&
    html`<span class="roundel"><img src="${image}" alt="" width="84" height="84" loading="lazy"></span>`;
  const hours = badge.hours !== undefined && formatHours(badge.hours, voice.language);
  const notes = joined([voice.words.badge.kinds[badge.kind], badge.code, hours], ' · ');
  const level = badge.level !== undefined && html`<small>${levelLine(badge.level)} ${words.level(badge.level)}</small>`;
  const content = html`${picture}<span><b>${badge.title}</b><small>${notes}</small>${level}</span>`;
  return html`<li>${link(badge.url, content, image === undefined ? 'tile tile--plain' : 'tile')}</li>
`;
}
