import { formatDate } from '../dates.ts';
import { type Html, html, joined } from '../html.ts';
import { link, safeUrl } from '../link.ts';
import type { OwnPageView, OwnRecordView } from '../own-views.ts';
import type { Voice } from '../voice.ts';
import type { OwnWords } from '../words/own-words.ts';
import { factList } from './facts.ts';

type Words = OwnWords['data'];

/** Who the learner is to the issuer, and what was recorded; and where to turn when it is wrong (AVG/GDPR art. 16). */
export function ownData(voice: Voice, words: Words, { person, records, proofs, issuer }: OwnPageView): Html {
  const facts = factList([
    [words.name, person.name],
    [words.email, person.email],
    [words.reference, person.reference],
    [words.did, person.did !== undefined && html`<span class="code">${person.did}</span>`],
    [words.language, person.language && words.languages[person.language]],
    [words.since, formatDate(person.since, voice.language)],
  ]);
  const contact = safeUrl(issuer.contactUrl);
  const ask = contact !== undefined && html` ${link(contact, words.ask(issuer.name))}.`;
  return html`<div class="panel">${facts}${recordList(voice, words, records)}${proofList(voice, words, proofs)}</div>
<p class="small">${words.wrong(issuer.name)}${ask}</p>`;
}

function recordList(voice: Voice, words: Words, records: readonly OwnRecordView[]): Html | undefined {
  if (records.length === 0) return undefined;
  return html`<details><summary>${words.records(records.length)}</summary><ul class="rows">${records.map((record) => recordRow(voice, words, record))}</ul></details>`;
}

function recordRow(voice: Voice, words: Words, { title, on, skipped, judged, feedback }: OwnRecordView): Html {
  const results = judged.map(({ title: ulo, passed, assessor }) => {
    const parts = [passed ? words.passed : words.notPassed, assessor !== undefined && words.assessor(assessor)];
    return html`<li>${ulo}<br><span class="muted">${joined(parts, ' · ')}</span></li>`;
  });
  return html`<li><b>${title}</b> <span class="small muted">${joined([formatDate(on, voice.language), skipped && words.skipped], ' · ')}</span>${results.length > 0 && html`<ul class="plain small">${results}</ul>`}${feedback.map((text) => html`<blockquote class="said"><p class="small">${text}</p></blockquote>`)}</li>
`;
}

function proofList(voice: Voice, words: Words, proofs: OwnPageView['proofs']): Html | undefined {
  if (proofs.length === 0) return undefined;
  return html`<details><summary>${words.proofs(proofs.length)}</summary><ul class="rows">${proofs.map(
    ({ title, source, on }) =>
      html`<li><b>${title}</b> <span class="small muted">${joined([formatDate(on, voice.language), words.from(source)], ' · ')}</span></li>
`,
  )}</ul></details>`;
}
