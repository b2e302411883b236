import { formatDate } from './dates.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { link, safeUrl } from './link.ts';
import { badgeLinkedData } from './linked-data.ts';
import { ability } from './parts/ability.ts';
import { actionBar, selfChecks } from './parts/actions.ts';
import { endorsementCards, validationSentence } from './parts/behind.ts';
import { contentFacts, kindLine, stub, titleHeading } from './parts/card.ts';
import { cardFacts } from './parts/facts.ts';
import { howLink } from './parts/how-link.ts';
import { issuerPanel, shortNameOf } from './parts/issuer-summary.ts';
import { countsTowards, lineStrips } from './parts/lines.ts';
import { assessmentFacts } from './parts/shown.ts';
import { stop, track } from './parts/stop.ts';
import { technicalDetails } from './parts/technical.ts';
import { factsOf, stepList, verdictSign } from './parts/verdict.ts';
import type { BadgeView, Language, Verdict } from './views.ts';
import { type Voice, voiceOf } from './voice.ts';
import type { Facts } from './words/words.ts';

/** With these verdicts nothing that the badge says may be relied on, so the page says what happened and no more. */
const withdrawn: ReadonlySet<Verdict> = new Set(['revoked', 'invalid', 'malformed', 'issuer-not-proven']);

/**
 * The public page of one badge: the verdict first, then the questions of a sceptical reader in the order in which that reader asks them
 * (design.md §1). The name of the holder is on it only when the view has it, and never when the badge was withdrawn.
 */
export function renderBadgePage(view: BadgeView, language: Language): string {
  const voice = voiceOf(language, view.content.contentLanguage);
  const facts = factsOf(voice, view.verdict, {
    issuer: shortNameOf(view.issuer),
    domain: view.issuer.provenDomain,
    validFrom: view.validFrom,
    validUntil: view.validUntil,
  });
  const isWithdrawn = withdrawn.has(view.verdict.verdict);
  const shownName = isWithdrawn ? undefined : view.holder?.name;
  return layout(voice, {
    site: view.site,
    title: `${view.content.title} · ${shownName ?? view.issuer.name}`,
    previewTitle: `${view.content.title} · ${view.issuer.name}`,
    description: voice.words.badge.description(view.content.title, view.issuer.name),
    indexed: false,
    main: isWithdrawn ? withdrawnPage(voice, view, facts) : fullPage(voice, view, facts),
    imageUrl: view.imageUrl,
    alternate: { type: 'application/vc', url: view.actions.json },
    linkedData: isWithdrawn ? undefined : badgeLinkedData(view.content, view.issuer, view.site, view.achievementUrl),
    lineColours: isWithdrawn ? [] : [view.lineColour, ...view.content.lines.map((line) => line.colour)],
    withdrawn: isWithdrawn,
  });
}

function fullPage(voice: Voice, view: BadgeView, facts: Facts): Html {
  const { stops } = voice.words;
  const { content, actions } = view;
  const approved = validationSentence(voice, content.validations);
  const rest = track(
    [
      stop(stops.whatCan(givenNameOf(view)), ability(voice, content)),
      stop(stops.howShown, shown(voice, view)),
      stop(stops.whoStandsBehind, endorsementCards(voice, content.endorsements), approved),
      stop(stops.whereOnTheLine, lineStrips(voice, content.lines), countsTowards(voice, content.countsTowards)),
    ],
    { continued: true },
  );
  const first = track([
    stop(stops.genuine, checks(voice, view, facts)),
    stop(stops.whoSays, issuerPanel(voice, view.issuer)),
  ]);
  return html`${card(voice, view, facts)}
<div class="ride ride--rail">${first}${actionBar(voice, actions, 'wide')}</div>
<div class="ride ride--end">${rest}</div>
${actionBar(voice, actions, 'end')}`;
}

function givenNameOf(view: BadgeView): string | undefined {
  return view.holder?.givenName ?? view.holder?.name;
}

function card(voice: Voice, view: BadgeView, facts: Facts): Html {
  const words = voice.words.badge;
  const { content, picture } = view;
  const written = (moment: string | undefined) => moment && formatDate(moment, voice.language);
  const note = (picture.criteria?.length ?? 0) > 0 ? words.ringExplained : undefined;
  const suspended = view.verdict.verdict === 'suspended';
  const list = cardFacts([
    [words.reason, suspended && view.verdict.reason],
    [words.since.suspended ?? '', suspended && facts.since],
    [words.awarded, written(view.awardedOn)],
    [words.validUntil, written(view.validUntil)],
    ...contentFacts(voice, content),
  ]);
  return html`<article class="pass">${verdictSign(voice, view.verdict, facts)}
<div class="pass__body"><div class="pass__main">${kind(voice, view)}${titleHeading(voice, content)}${who(voice, view)}${list}</div>${stub(picture, 'stamped', note)}</div></article>`;
}

function kind(voice: Voice, { content, achievementUrl }: BadgeView): Html {
  const words = voice.words.badge;
  return kindLine(voice, content, words.edubadge, link(achievementUrl, `${words.kinds[content.kind]} ${content.code}`));
}

function who(voice: Voice, { holder, issuer, content }: BadgeView): Html {
  const words = voice.words.badge;
  if (holder === undefined)
    return html`<p class="who">${words.showedWithoutName[content.kind]} <b>${issuer.name}</b></p>
`;
  return html`<p class="who"><b>${holder.name}</b> ${words.showed[content.kind]} <b>${issuer.name}</b></p>
`;
}

/** The step list. Unless all is well, also what a reader can do next, and where the holder can ask. */
function checks(voice: Voice, view: BadgeView, facts: Facts): Html {
  const fine = view.verdict.verdict === 'valid';
  return html`<div class="panel">${stepList(voice, view.verdict.checks, facts)}${technicalDetails(voice, view.technical, view.verdict.checks)}</div>
${!fine && whatNext(voice, view)}${selfChecks(voice, view.actions, view.site.baseUrl)}${howLink(voice)}`;
}

function whatNext(voice: Voice, view: BadgeView): Html {
  const words = voice.words.issuer;
  const ask = safeUrl(view.issuer.contactUrl);
  return html`<p>${voice.words.verdicts[view.verdict.verdict].next}</p>${ask !== undefined && html`<p>${words.yours} ${link(ask, words.ask(shortNameOf(view.issuer)))}.</p>`}`;
}

function shown(voice: Voice, { assessment }: BadgeView): Html | undefined {
  const facts = assessment && assessmentFacts(voice, assessment);
  return facts && html`<div class="panel">${facts}</div>`;
}

/** What is left of a badge that was revoked or cannot be believed: the verdict, what it was, and what this means. */
function withdrawnPage(voice: Voice, view: BadgeView, facts: Facts): Html {
  const words = voice.words.badge;
  const { verdict } = view;
  const list = cardFacts([
    [words.reason, verdict.reason],
    [words.issued, view.awardedOn && formatDate(view.awardedOn, voice.language)],
    [words.since[verdict.verdict] ?? '', words.since[verdict.verdict] && facts.since],
  ]);
  const meaning = html`<div class="panel">${stepList(voice, verdict.checks, facts)}${technicalDetails(voice, view.technical, verdict.checks)}</div>
${whatNext(voice, view)}${selfChecks(voice, view.actions, view.site.baseUrl)}${howLink(voice)}`;
  return html`<article class="pass">${verdictSign(voice, verdict, facts)}
<div class="pass__body"><div class="pass__main">${kind(voice, view)}${titleHeading(voice, view.content)}${list}</div>${stub(view.picture, 'withdrawn', undefined)}</div></article>
<div class="ride ride--end">${track([stop(voice.words.stops.whatItMeans, meaning)])}</div>`;
}
