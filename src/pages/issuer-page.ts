import { formatDate, formatHours } from './dates.ts';
import { type Html, html, joined } from './html.ts';
import { layout } from './layout.ts';
import { button, link, safeUrl, sameOriginUrl } from './link.ts';
import { issuerLinkedData } from './linked-data.ts';
import { endorsementCards } from './parts/behind.ts';
import { type Fact, factList } from './parts/facts.ts';
import { issuerProof, shortNameOf } from './parts/issuer-summary.ts';
import { lineStrips } from './parts/lines.ts';
import { statementStep } from './parts/verdict.ts';
import type { BadgeTileView, IssuerView, Language, SigningKeyView } from './views.ts';
import { type Voice, voiceOf } from './voice.ts';

/** The page of an issuer: who it is and how we know, how it guards quality, its lines, and every badge it gives. */
export function renderIssuerPage(view: IssuerView, language: Language): string {
  const voice = voiceOf(language);
  const { issuer, site } = view;
  return layout(voice, {
    site,
    title: `${issuer.name} · ${voice.words.issuer.heading}`,
    description: view.description ?? `${voice.words.issuer.badges(issuer.name)}.`,
    indexed: true,
    main: html`${hero(voice, view)}
<div class="grid2">${evidence(voice, view)}${quality(voice, view)}</div>
${endorsed(voice, view)}${lines(voice, view)}${badges(voice, view)}${skills(voice, view)}${keys(voice, view)}`,
    alternate: { type: 'application/json', url: view.jsonUrl },
    linkedData: issuerLinkedData(view),
    lineColours: [undefined, ...view.lines.map((line) => line.colour)],
  });
}

function hero(voice: Voice, { issuer, description }: IssuerView): Html {
  const words = voice.words.issuer;
  return html`<div class="hero"><div class="kind"><b>${words.heading}</b><span>${issuer.location}</span></div><h1>${issuer.name}</h1><div class="who">${issuerProof(voice, issuer.provenDomain)}</div>${description !== undefined && html`<p class="lead">${description}</p>`}</div>`;
}

/** How we know who this is, with its keys in the technical details. */
function evidence(voice: Voice, view: IssuerView): Html {
  const words = voice.words.issuer;
  const domain = view.issuer.provenDomain;
  const active = view.keys.some((key) => key.state === 'active');
  const website =
    domain === undefined
      ? statementStep(false, words.websiteUnknown.title, words.websiteUnknown.why)
      : statementStep(true, words.websiteNames.title, words.websiteNames.why(domain, shortNameOf(view.issuer)));
  const keys = active ? words.keysInUse : words.noKeys;
  return html`<div class="panel"><h3>${words.howWeKnow}</h3><ul class="steps">${website}${statementStep(active, keys.title, keys.why)}</ul>${technical(voice, view)}</div>`;
}

function technical(voice: Voice, view: IssuerView): Html {
  const words = voice.words;
  const facts: readonly Fact[] = [[words.technical.credentialId, html`<span class="code">${view.id}</span>`]];
  return html`<details><summary>${words.technical.heading}</summary>${factList(facts)}${view.jsonUrl !== undefined && html`<p>${button(view.jsonUrl, 'JSON', 'quiet')}</p>`}</details>`;
}

/** Every key with which badges were signed: those in use first, each leading to its own page. */
function keys(voice: Voice, view: IssuerView): Html | undefined {
  const words = voice.words.issuer;
  const current = (key: SigningKeyView) => (key.state === 'active' ? 0 : 1);
  const sorted = [...view.keys].sort((one, other) => current(one) - current(other));
  if (sorted.length === 0) return undefined;
  return html`<section class="sec"><h2>${words.keys}</h2><p class="muted">${words.keysLead}</p><div class="panel"><ul class="rows">${sorted.map((key) => html`<li>${link(key.url, words.keyPage(key.algorithm))} ${words.keyStates[key.state]}<br>${keyText(voice, key)}</li>`)}</ul></div></section>
`;
}

/** What its badges certify, each leading to everybody who does. */
function skills(voice: Voice, view: IssuerView): Html | undefined {
  if (view.skills.length === 0) return undefined;
  const list = view.skills.map(({ label, url }) => html`<li>${link(url, label)}</li>`);
  return html`<section class="sec"><h2>${voice.words.skills.heading}</h2><div class="panel"><ul class="plain plain--wide">${list}</ul></div></section>
`;
}

function keyText(voice: Voice, key: SigningKeyView): Html {
  const written = (moment: string | undefined) => moment && formatDate(moment, voice.language);
  const period = voice.words.issuer.period(written(key.since), written(key.until));
  return html`<span class="code">${key.id}</span> <span class="small muted">${period}</span>`;
}

/** How it guards quality, and with whom. Nothing when it says nothing of that. */
function quality(voice: Voice, view: IssuerView): Html | undefined {
  const words = voice.words.issuer;
  const { quality: framework } = view.issuer;
  const website = safeUrl(view.website);
  if (framework === undefined && view.partners.length === 0 && website === undefined) return undefined;
  const described =
    framework &&
    html`<h3>${words.howQuality(shortNameOf(view.issuer))}</h3><p>${framework.description}</p><p>${link(framework.url, framework.name)}</p>`;
  const partners = view.partners.length > 0 && html`<h3>${words.withWhom}</h3><p>${joined(view.partners, ', ')}</p>`;
  const site =
    website !== undefined &&
    html`<h3>${words.website}</h3><p>${link(website, new URL(website, view.site.baseUrl).host || website)}</p>`;
  return html`<div class="panel">${described}${partners}${site}</div>`;
}

function endorsed(voice: Voice, view: IssuerView): Html | undefined {
  const cards = endorsementCards(voice, view.endorsements);
  return (
    cards &&
    html`<section class="sec"><h2>${voice.words.stops.whoStandsBehind}</h2>${cards}</section>
`
  );
}

function lines(voice: Voice, view: IssuerView): Html | undefined {
  const strips = lineStrips(voice, view.lines);
  return (
    strips &&
    html`<section class="sec"><h2>${voice.words.issuer.lines}</h2>${strips}</section>
`
  );
}

function badges(voice: Voice, view: IssuerView): Html {
  const words = voice.words.issuer;
  const tiles = view.badges.map((badge) => tile(voice, view, badge));
  const list = tiles.length === 0 ? html`<p>${words.noBadges}</p>` : html`<ul class="grid3">${tiles}</ul>`;
  return html`<section class="sec"><h2>${words.badges(shortNameOf(view.issuer))}</h2>${list}</section>`;
}

function tile(voice: Voice, { site }: IssuerView, badge: BadgeTileView): Html {
  const image = sameOriginUrl(badge.imageUrl, site.baseUrl);
  const picture =
    image !== undefined &&
    html`<span class="roundel"><img src="${image}" alt="" width="84" height="84" loading="lazy"></span>`;
  const notes = joined(
    [
      voice.words.badge.kinds[badge.kind],
      badge.code,
      badge.hours !== undefined && formatHours(badge.hours, voice.language),
    ],
    ' · ',
  );
  const content = html`${picture}<span><b>${badge.title}</b><small>${notes}</small></span>`;
  return html`<li>${link(badge.url, content, image === undefined ? 'tile tile--plain' : 'tile')}</li>
`;
}
