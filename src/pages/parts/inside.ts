import { type Html, html } from '../html.ts';
import { checkSign } from '../signs.ts';
import type { InsideView, Verdict } from '../views.ts';
import type { Voice } from '../voice.ts';

/** How the sign of a step stands for a verdict: relied on, not to be relied on, not known. */
const faces: Readonly<Partial<Record<Verdict, { tone: string; outcome: 'passed' | 'warning' | 'not-checked' }>>> = {
  valid: { tone: 'ok', outcome: 'passed' },
  'valid-with-warnings': { tone: 'open', outcome: 'warning' },
  unknown: { tone: 'open', outcome: 'not-checked' },
};
const notRelied = { tone: 'bad', outcome: 'failed' } as const;

/** What was judged inside a badge, each with its own verdict in words. Nothing when there is nothing inside. */
export function insideList(voice: Voice, heading: string, inside: readonly InsideView[]): Html | undefined {
  if (inside.length === 0) return undefined;
  return html`<section class="sec"><h2>${heading}</h2><div class="panel"><ul class="steps">${inside.map((each) => line(voice, each))}</ul></div></section>
`;
}

function line(voice: Voice, { title, issuer, verdict }: InsideView): Html {
  const { tone, outcome } = faces[verdict] ?? notRelied;
  const { word } = voice.words.verdicts[verdict];
  const name = title ?? issuer ?? voice.words.verify.nameless;
  const by = title !== undefined && issuer !== undefined && ` · ${issuer}`;
  return html`<li><span class="${tone}">${checkSign({ name: 'credentials', outcome })}</span><div><b>${name}</b> <span class="why">${word}${by}</span></div></li>
`;
}
