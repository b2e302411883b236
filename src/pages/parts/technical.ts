import { type Html, html } from '../html.ts';
import type { TechnicalView } from '../views.ts';
import type { Voice } from '../voice.ts';
import { type Fact, factList } from './facts.ts';

/** Ids, suites and lists: the one place for such words (design.md §4). */
export function technicalDetails(voice: Voice, technical: TechnicalView): Html {
  const words = voice.words.technical;
  const list = technical.statusList;
  const facts: readonly Fact[] = [
    [words.credentialId, code(technical.credentialId)],
    [words.issuerId, code(technical.issuerId)],
    [words.standard, technical.standard],
    [words.suite, technical.suite],
    [words.verificationMethod, code(technical.verificationMethod)],
    [
      words.statusList,
      code(
        list !== undefined && technical.statusListIndex !== undefined ? `${list} # ${technical.statusListIndex}` : list,
      ),
    ],
  ];
  return html`<details><summary>${words.heading}</summary>${factList(facts)}</details>`;
}

function code(text: string | undefined): Html | undefined {
  return text === undefined || text === '' ? undefined : html`<span class="code">${text}</span>`;
}
