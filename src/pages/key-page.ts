import { formatMoment } from './dates.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import { button, link } from './link.ts';
import { type Fact, factList } from './parts/facts.ts';
import { issuerProof, shortNameOf } from './parts/issuer-summary.ts';
import type { KeyView, Language } from './views.ts';
import { voiceOf } from './voice.ts';
import { keyWords } from './words/keys.ts';

/** The page of a signing key: what it is, since when until when, and what a reader of a badge should conclude. */
export function renderKeyPage(
  { site, issuer, key, fingerprint, reason, jsonUrl }: KeyView,
  language: Language,
): string {
  const voice = voiceOf(language);
  const words = keyWords[language];
  const written = (moment: string | undefined) => moment && formatMoment(moment, language);
  const facts: readonly Fact[] = [
    [words.algorithm, key.algorithm],
    [words.state, voice.words.issuer.keyStates[key.state]],
    [key.state === 'pending' ? words.plannedFrom : words.inForceFrom, written(key.since)],
    [words.until, written(key.until)],
    [words.compromisedSince, written(key.compromisedSince)],
    [words.reason, reason],
    [voice.words.technical.verificationMethod, html`<span class="code">${key.id}</span>`],
    [words.fingerprint, html`<span class="code">${fingerprint}</span>`],
  ];
  return layout(voice, {
    site,
    title: `${words.heading} · ${issuer.name}`,
    description: words.ofIssuer(shortNameOf(issuer)),
    indexed: false,
    main: html`<div class="hero"><div class="kind"><b>${words.heading}</b></div><h1>${link(issuer.url, issuer.name)}</h1><div class="who">${issuerProof(voice, issuer.provenDomain)}</div></div>
<section class="sec"><h2>${words.conclusionHeading}</h2><p>${words.conclusions[key.state](written(key.compromisedSince) ?? '')}</p></section>
<div class="panel">${factList(facts)}<p>${button(jsonUrl, 'JSON', 'quiet')}</p></div>`,
    alternate: { type: 'application/json', url: jsonUrl },
  });
}
