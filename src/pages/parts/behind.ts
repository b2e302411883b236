import { formatDate } from '../dates.ts';
import { type Html, html, joined } from '../html.ts';
import { sign } from '../signs.ts';
import type { EndorsementView, ValidationView } from '../views.ts';
import { quoted, type Voice } from '../voice.ts';
import { enumeration } from './lines.ts';
import { statementStep } from './verdict.ts';

/** What market parties say, each with whether that is signed and proven. Nothing when nobody said anything. */
export function endorsementCards(voice: Voice, endorsements: readonly EndorsementView[]): Html | undefined {
  if (endorsements.length === 0) return undefined;
  return html`${endorsements.map((endorsement) => card(voice, endorsement))}`;
}

function card(voice: Voice, endorsement: EndorsementView): Html {
  const { behind } = voice.words;
  const source = joined(
    [
      html`<b>${endorsement.endorser}</b>`,
      endorsement.endorserKind,
      endorsement.since && behind.since(formatDate(endorsement.since, voice.language)),
    ],
    ', ',
  );
  const words = behind.proofs[endorsement.proof](endorsement.domain);
  const proven = endorsement.proof === 'signed';
  return html`<div class="panel endorse"><blockquote>${quoted(voice, endorsement.claim)}</blockquote><footer>${source}</footer><p class="proof${!proven && ' proof--open'}">${sign(proven ? 'valid' : 'unknown')}${words}</p></div>
`;
}

/** The experts who approved the learning outcome, in one sentence. Nothing when there are none. */
export function validationSentence(voice: Voice, validations: readonly ValidationView[]): Html | undefined {
  if (validations.length === 0) return undefined;
  const names = validations.map(({ name, organisation }) =>
    organisation === undefined ? name : `${name} (${organisation})`,
  );
  const [before, after] = voice.words.behind.validated(validations.length);
  return html`<p class="small muted">${before}${enumeration(voice, names)}${after}</p>
`;
}

/** The same as a list, with how and when. */
export function validationList(voice: Voice, validations: readonly ValidationView[]): Html | undefined {
  if (validations.length === 0) return undefined;
  return html`<div class="panel"><ul class="steps">${validations.map((validation) => {
    const { approved, approvedIn } = voice.words.behind;
    const how = validation.method === undefined ? approved : approvedIn(validation.method);
    const when = validation.date === undefined ? '' : `, ${formatDate(validation.date, voice.language)}`;
    const who =
      validation.organisation === undefined ? validation.name : `${validation.name}, ${validation.organisation}`;
    return statementStep(true, who, how + when);
  })}</ul></div>
`;
}
