import { formatDate } from './dates.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { button, link, safeUrl, sameOriginUrl } from './link.ts';
import { statement } from './parts/ability.ts';
import { cardFacts, factList } from './parts/facts.ts';
import { howLink } from './parts/how-link.ts';
import { insideList } from './parts/inside.ts';
import { issuerProof } from './parts/issuer-summary.ts';
import { rubricTable, scoreList } from './parts/rubric.ts';
import { selfCheckSlot } from './parts/self-check.ts';
import { skillList } from './parts/skills.ts';
import { technicalDetails } from './parts/technical.ts';
import { factsOf, stepList, verdictLegend, verdictSign } from './parts/verdict.ts';
import type { CheckView, Language, Verdict, VerifyResultView, VerifyView } from './views.ts';
import { type Voice, voiceOf } from './voice.ts';

/** With these verdicts the content of the badge is the issuer's, whatever became of it; with the others it may be anybody's. */
const believed: ReadonlySet<Verdict> = new Set([
  'valid',
  'valid-with-warnings',
  'suspended',
  'expired',
  'not-yet-valid',
]);

/**
 * The page where anybody checks anybody's badge: a form that needs no script, the result when there is one, and what each result means.
 * A result may be about a person, so a page with one is not to be listed.
 */
export function renderVerifyPage(view: VerifyView, language: Language): string {
  const voice = voiceOf(language);
  const words = voice.words.verify;
  return layout(voice, {
    site: view.site,
    title:
      view.result === undefined
        ? words.heading
        : `${voice.words.verdicts[view.result.verdict.verdict].word} · ${words.heading}`,
    previewTitle: words.heading,
    description: words.lead,
    indexed: view.result === undefined && view.input === undefined,
    main: html`<div class="hero"><h1>${words.heading}</h1><p class="lead">${words.lead}</p></div>
${view.result && result(voice, view.result)}${view.result ? html`<section class="sec">${form(voice, view)}</section>` : form(voice, view)}
<section class="sec"><h2>${words.allResults}</h2><p class="muted">${words.allResultsLead}</p>${verdictLegend(voice)}${howLink(voice)}</section>`,
  });
}

/** What the form takes; what a file really is, its content tells. */
const accepted =
  '.json,.jsonld,.jwt,.txt,.png,.svg,.pdf,.jpg,.jpeg,application/json,application/ld+json,image/png,image/svg+xml,image/jpeg,application/pdf';

function form(voice: Voice, { site, input, inputProblem, selfCheck, formScript }: VerifyView): Html {
  const words = voice.words.verify;
  const script = sameOriginUrl(formScript, site.baseUrl);
  const fault = inputProblem !== undefined && html`<p class="fault" role="alert" id="fault">${inputProblem}</p>`;
  const invalid = inputProblem !== undefined && html` aria-describedby="fault" aria-invalid="true"`;
  return html`<form class="ask" method="post" enctype="multipart/form-data" action="/verify?lang=${voice.language}">${fault}
<div><label for="url">${words.url}</label><input id="url" name="url" type="url" placeholder="https://" maxlength="2000" autocomplete="off" value="${input?.url}"${invalid}></div>
<div><label for="file">${words.file}</label><p class="small muted" id="file-hint">${words.fileHint}</p><input id="file" name="file" type="file" accept="${accepted}" aria-describedby="file-hint"></div>
<div><label for="credential">${words.content}</label><p class="small muted" id="hint">${words.contentHint}</p><textarea id="credential" name="credential" rows="6" spellcheck="false" autocomplete="off" aria-describedby="hint">
${input?.credential}</textarea></div>
<div><label for="recipient">${words.recipient}</label><p class="small muted" id="recipient-hint">${words.recipientHint}</p><input id="recipient" name="recipient" type="email" maxlength="320" autocomplete="off" aria-describedby="recipient-hint"></div>
<button class="btn btn--main" type="submit">${words.submit}</button><p class="small muted">${words.promise}</p></form>${script !== undefined && html`<script type="module" src="${script}"></script>`}
${selfCheck && selfCheckSlot(selfCheck, site.baseUrl)}`;
}

function result(voice: Voice, found: VerifyResultView): Html {
  const words = voice.words;
  const { verdict } = found;
  const proven = believed.has(verdict.verdict);
  const facts = factsOf(voice, verdict, {
    // Of an issuer that is a key without a website, nothing proves the name.
    issuer: found.issuerDomain === undefined ? undefined : found.issuerName,
    domain: found.issuerDomain,
    validFrom: found.awardedOn,
    validUntil: found.validUntil,
  });
  const replaced = verdict.checks.some(({ code }) => code === 'replaced');
  const named =
    verdict.verdict === 'valid' && found.title !== undefined
      ? words.verify.about(found.title, found.holderName, facts.issuer)
      : undefined;
  const about = replaced ? words.verify.replaced : named;
  const advice = replaced ? words.verify.newest : words.verdicts[verdict.verdict].next;
  const next = verdict.verdict !== 'valid' && html`<p>${advice}</p>`;
  return html`<section><h2 class="unseen">${words.verify.result}</h2><div class="pass">${verdictSign(voice, verdict, facts, about)}
<div class="pass__main">${proven && issuerProof(voice, found.issuerDomain)}${stepList(voice, proven ? withHolder(verdict.checks) : verdict.checks, facts)}${next}${technicalDetails(voice, found.technical, verdict.checks)}${links(voice, found)}${kept(voice, found)}</div></div>
${claims(voice, found, proven)}${insideList(voice, words.verify.inside, found.credentials ?? [])}${insideList(voice, words.verify.vouchers, found.endorsements ?? [])}</section>
`;
}

/** Nobody checks who shows a badge on this page, and the reader should know (design.md §1.4). */
function withHolder(checks: readonly CheckView[]): readonly CheckView[] {
  const named = checks.some(({ name }) => name === 'holder');
  return named ? checks : [...checks, { name: 'holder', outcome: 'not-checked' }];
}

function links(voice: Voice, found: VerifyResultView): Html | undefined {
  const words = voice.words.verify;
  const badge = button(found.badgeUrl, words.fullBadge);
  const report = safeUrl(found.reportUrl);
  if (badge === undefined && report === undefined) return undefined;
  return html`<div class="self">${badge}${report !== undefined && link(report, words.report)}</div>`;
}

/** That nothing is kept; of a badge with an address, the address that judges it anew. */
function kept(voice: Voice, { shareUrl }: VerifyResultView): Html {
  const words = voice.words.verify;
  const share = safeUrl(shareUrl);
  if (share === undefined) return html`<p class="small muted">${words.keptNothing}</p>`;
  return html`<p class="small">${words.shareable} <a class="code" href="${share}" rel="noreferrer nofollow">${share}</a></p>`;
}

/** What the badge says. Of one that cannot be believed only whom and what it names, as a claim: enough to ask the right people. */
function claims(voice: Voice, found: VerifyResultView, proven: boolean): Html | undefined {
  const words = voice.words;
  const written = (moment: string | undefined) => moment && formatDate(moment, voice.language);
  if (found.title === undefined) return undefined;
  const issuer =
    found.issuerName !== undefined && !proven && html`<p>${words.verify.claimsIssuer(found.issuerName)}</p>`;
  const list = cardFacts([
    [words.badge.awarded, proven && written(found.awardedOn)],
    [words.badge.validUntil, proven && written(found.validUntil)],
  ]);
  return html`<section class="sec"><h2>${words.verify.claims}</h2><div class="panel"><h3>${found.title}</h3>${issuer}${proven && statement(voice, found)}${list}</div>
${proven && details(voice, found)}</section>`;
}

/** What the holder can do, at which level, judged how. */
function details(voice: Voice, { criteria = [], results = [], skills = [] }: VerifyResultView): Html {
  const scored = factList(
    results.map(({ name, value, most }) => [name, most === undefined ? value : `${value} / ${most}`]),
  );
  const heading = skills.length > 0 && html`<h3>${voice.words.skills.heading}</h3>`;
  return html`${scoreList(voice, criteria)}${rubricTable(voice, criteria)}${scored && html`<div class="panel">${scored}</div>`}${heading}${skillList(voice, skills, 'reached')}`;
}
