import { type Html, html } from '../html.ts';
import type { CheckView, TechnicalView } from '../views.ts';
import type { Voice } from '../voice.ts';
import { type Fact, factList } from './facts.ts';

/**
 * Ids, suites and lists, and every step with its code and clause: the one place for such words (design.md §4).
 * @param checks as they were made, in the order of checking
 */
export function technicalDetails(
  voice: Voice,
  technical: TechnicalView | undefined,
  checks: readonly CheckView[],
): Html {
  const words = voice.words.technical;
  return html`<details><summary>${words.heading}</summary>${technical && factList(idFacts(voice, technical))}<h3>${words.steps}</h3><ol class="codes">${checks.map((check) => stepCode(voice, check))}</ol></details>`;
}

/** One step: its name, outcome and code, the sentence of the judge, and the clause. */
function stepCode(voice: Voice, { name, outcome, code, clause, message }: CheckView): Html {
  const { steps, outcomes } = voice.words.how;
  return html`<li><b>${steps[name].name}</b>: ${outcomes[outcome].word} <span class="code">${code}</span>${message !== undefined && html`<br>${message}`}${clause !== undefined && html`<br><span class="code" lang="en">${clause}</span>`}</li>
`;
}

function idFacts(voice: Voice, technical: TechnicalView): readonly Fact[] {
  const words = voice.words.technical;
  const list = technical.statusList;
  return [
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
}

function code(text: string | undefined): Html | undefined {
  return text === undefined || text === '' ? undefined : html`<span class="code">${text}</span>`;
}
