import { formatDate, formatMoment } from '../dates.ts';
import { type Html, html } from '../html.ts';
import { checkSign, sign } from '../signs.ts';
import type { CheckView, Verdict, VerdictView } from '../views.ts';
import type { Voice } from '../voice.ts';
import type { CheckWords, Facts } from '../words/words.ts';

/** The facts that sentences about this verdict may name. */
export interface VerdictContext {
  readonly issuer?: string | undefined;
  readonly domain?: string | undefined;
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
}

/** Everything written out in the language of the page. */
export function factsOf(voice: Voice, verdict: VerdictView, context: VerdictContext): Facts {
  const written = (moment: string | undefined) => moment && formatDate(moment, voice.language);
  return {
    issuer: context.issuer,
    domain: context.domain,
    since: written(verdict.since ?? momentOf(verdict.verdict, context)),
    from: written(context.validFrom),
    until: written(context.validUntil),
  };
}

function momentOf(verdict: Verdict, context: VerdictContext): string | undefined {
  if (verdict === 'expired') return context.validUntil;
  return verdict === 'not-yet-valid' ? context.validFrom : undefined;
}

/** The verdict stamp: shape, colour, word, one sentence and the time of checking. `why` replaces the sentence. */
export function verdictSign(voice: Voice, verdict: VerdictView, facts: Facts, why?: string): Html {
  const words = voice.words.verdicts[verdict.verdict];
  const checked = voice.words.badge.checkedOn(formatMoment(verdict.checkedAt, voice.language));
  return html`<div class="sign sign--${verdict.verdict}" role="status">${sign(verdict.verdict)}<div><p class="sign__word">${words.word}</p><p class="sign__why">${why ?? words.why(facts)} ${checked}</p></div></div>`;
}

const readingOrder: readonly CheckView['name'][] = [
  'input',
  'proof',
  'issuer',
  'status',
  'validity',
  'refresh',
  'recipient',
  'endorsements',
  'credentials',
  'shape',
  'holder',
];

/** Checks in the order a reader asks, which is not that of checking; a badge that cannot be read says so first. */
function inReadingOrder(checks: readonly CheckView[]): readonly CheckView[] {
  const place = (check: CheckView) =>
    check.name === 'shape' && check.outcome === 'failed' ? -1 : readingOrder.indexOf(check.name);
  return [...checks].sort((one, other) => place(one) - place(other));
}

/** The step list: one named check per line, outcome first. */
export function stepList(voice: Voice, checks: readonly CheckView[], facts: Facts): Html {
  return html`<ul class="steps">${inReadingOrder(checks).map((check) => step(check, wordsOfCheck(voice, check, facts)))}</ul>`;
}

function step(check: CheckView, words: CheckWords): Html {
  const tone = { passed: 'ok', failed: 'bad', warning: 'open', 'not-checked': 'open' }[check.outcome];
  return html`<li><span class="${tone}">${checkSign(check)}</span><div><b>${words.title}</b> <span class="why">${words.why}</span></div></li>
`;
}

function wordsOfCheck(voice: Voice, check: CheckView, facts: Facts): CheckWords {
  const { passed, warning, failed, unknown, notChecked } = voice.words.checks;
  switch (check.outcome) {
    case 'passed':
      return passed(check.name, facts);
    case 'warning':
      return { title: warning(check.name), why: check.message ?? '' };
    case 'failed':
      return inFull(check, failed(check.name, check.code, facts));
    case 'not-checked':
      // What could not be had is another matter than what an earlier failure made pointless.
      return check.code === 'not-checked' || check.code === undefined
        ? notChecked(check.name)
        : inFull(check, unknown(check.name));
  }
}

/** What is told with its date, or as what it means for a reader; everything else is said best by the sentence of the judge. */
const toldByPage: readonly (string | undefined)[] = ['revoked', 'replaced', 'suspended', 'expired', 'not-yet-valid'];

function inFull({ code, message }: CheckView, words: CheckWords): CheckWords {
  return message === undefined || toldByPage.includes(code) ? words : { title: words.title, why: message };
}

/** A line of a step list that is not a check of a badge: an approval, a fact about an issuer. */
export function statementStep(passed: boolean, title: string, why: string | undefined): Html {
  return step({ name: 'issuer', outcome: passed ? 'passed' : 'not-checked' }, { title, why: why ?? '' });
}

/** All signs with their meaning, for who sees one for the first time. */
export function verdictLegend(voice: Voice): Html {
  const verdicts = Object.keys(voice.words.verdicts) as Verdict[];
  return html`<div class="grid2">${verdicts.map((verdict) => {
    const words = voice.words.verdicts[verdict];
    return html`<div class="verdict verdict--${verdict}">${sign(verdict)}<div><h3>${words.word}</h3><p>${words.meaning}</p></div></div>
`;
  })}</div>`;
}
