import { formatDate } from './dates.ts';
import { type Html, html, joined } from './html.ts';
import { layout } from './layout.ts';
import { button, link } from './link.ts';
import { badgeLinkedData } from './linked-data.ts';
import { statement } from './parts/ability.ts';
import { endorsementCards, validationList } from './parts/behind.ts';
import { contentFacts, kindLine, stub, titleHeading } from './parts/card.ts';
import { cardFacts } from './parts/facts.ts';
import { issuerProof } from './parts/issuer-summary.ts';
import { countsTowards, lineStrips } from './parts/lines.ts';
import { requirementList } from './parts/requirements.ts';
import { rubricTable } from './parts/rubric.ts';
import { skillList } from './parts/skills.ts';
import { stop, track } from './parts/stop.ts';
import type { AchievementView, Language } from './views.ts';
import { languageAttribute, type Voice, voiceOf } from './voice.ts';

/** The page of an achievement: what the badge says somebody can do, how it is earned, and who approved that. About nobody. */
export function renderAchievementPage(view: AchievementView, language: Language): string {
  const { content, issuer, site } = view;
  const voice = voiceOf(language, content.contentLanguage);
  return layout(voice, {
    site,
    title: `${content.title} · ${issuer.name}`,
    description: content.statement ?? voice.words.badge.description(content.title, issuer.name),
    indexed: true,
    main: html`${card(voice, view)}
<div class="ride ride--end">${track(stopsOf(voice, view))}</div>
${ending(voice, view)}`,
    imageUrl: view.imageUrl,
    alternate: { type: 'application/ld+json', url: view.jsonUrl },
    linkedData: badgeLinkedData(content, issuer, site, view.id),
    lineColours: [view.lineColour, ...content.lines.map((line) => line.colour)],
  });
}

function card(voice: Voice, { content, picture, holders, version }: AchievementView): Html {
  const words = voice.words;
  const code = joined([content.code, version !== undefined && words.achievement.version(version)], ', ');
  const observable = content.observable && html`<span${languageAttribute(voice)}>${content.observable}</span>`;
  const facts = cardFacts([[words.shown.observable, observable], ...contentFacts(voice, content)]);
  const note = holders === undefined || holders === 0 ? undefined : words.achievement.holders(holders);
  return html`<article class="pass"><div class="pass__body"><div class="pass__main">${kindLine(voice, content, words.badge.kinds[content.kind], code)}${titleHeading(voice, content)}${statement(voice, content)}${facts}</div>${stub(picture, 'plain', note)}</div></article>`;
}

function stopsOf(voice: Voice, view: AchievementView): readonly (Html | undefined)[] {
  const { stops, achievement } = voice.words;
  const { content, publishedOn } = view;
  const published = publishedOn !== undefined && achievement.published(formatDate(publishedOn, voice.language));
  return [
    stop(stops.howToGet, howToGet(voice, view)),
    stop(stops.whichSkills, skillList(voice, content.skills, 'asked')),
    stop(
      stops.whoApproved,
      validationList(voice, content.validations),
      published !== false && html`<p class="small muted">${published} ${achievement.versions}</p>`,
    ),
    stop(stops.whoStandsBehind, endorsementCards(voice, content.endorsements)),
    stop(stops.whereToLearn, lineStrips(voice, content.lines), countsTowards(voice, content.countsTowards)),
  ];
}

function howToGet(voice: Voice, { content }: AchievementView): Html {
  const rubric = rubricTable(voice, content.criteria);
  const rule = rubric && html`<p>${voice.words.rubric.howToPass}</p>`;
  return html`${rule}${rubric}${requirementList(voice, content)}`;
}

function ending(voice: Voice, view: AchievementView): Html {
  const words = voice.words;
  return html`<div class="save"><section><h2>${words.issuer.heading}</h2><p>${link(view.issuer.url, view.issuer.name)}</p>${issuerProof(voice, view.issuer.provenDomain)}</section><section><h2>${words.achievement.forSystems}</h2><p>${button(view.jsonUrl, 'JSON-LD', 'quiet')}</p><p class="code">${view.id}</p></section></div>`;
}
