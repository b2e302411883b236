import { type Html, html, joined } from '../html.ts';
import { link } from '../link.ts';
import { sign } from '../signs.ts';
import type { IssuerSummaryView } from '../views.ts';
import type { Voice } from '../voice.ts';
import { factList } from './facts.ts';

/** The name for sentences. */
export function shortNameOf(issuer: IssuerSummaryView): string {
  return issuer.shortName ?? issuer.name;
}

/** Whether it is proven who the issuer is, and by which website. A name proves nothing, and may itself look like a website. */
export function issuerProof(voice: Voice, website: string | undefined): Html {
  const words = voice.words.issuer;
  return website === undefined
    ? html`<p class="proof proof--open">${sign('issuer-not-proven')}${words.notProven}</p>`
    : html`<p class="proof">${sign('valid')}${words.proven(website)}</p>`;
}

/** Who says so, on a badge page. */
export function issuerPanel(voice: Voice, issuer: IssuerSummaryView): Html {
  const words = voice.words.issuer;
  const { quality, url } = issuer;
  const facts = factList([
    [words.where, issuer.location],
    [words.quality, quality && joined([html`${link(quality.url, quality.name)}.`, quality.description], ' ')],
  ]);
  return html`<div class="panel"><h3>${issuer.name}</h3>${issuerProof(voice, issuer.provenDomain)}${facts}${url !== undefined && html`<p>${link(url, words.more)}</p>`}</div>
`;
}
