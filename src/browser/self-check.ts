import type { Language } from '../pages/index.ts';
import { canCheck, checkHere, fetchBadge, stepBlock, verdictBlock } from './check.ts';
import { make, momentIn } from './dom.ts';
import { type CheckWords, languageOf, wordsIn } from './words.ts';

/** Fills the place that the page has kept for the check on the reader's own machine. */
async function fill(slot: HTMLElement): Promise<void> {
  const language = languageOf(slot);
  const words = wordsIn(language);
  const { badge, field } = slot.dataset;
  const lead = make('p', {}, badge === undefined ? words.leadPasted : words.lead);
  slot.replaceChildren(make('h3', {}, words.heading), lead);
  slot.hidden = false;
  if (!(await canCheck())) {
    lead.textContent = words.tooOld;
    return;
  }
  const button = make('button', { class: 'btn', type: 'button' }, words.start);
  const answer = make('div', { role: 'status' });
  slot.append(button, answer);
  button.addEventListener('click', async () => {
    button.disabled = true;
    answer.replaceChildren(make('p', {}, words.running));
    answer.replaceChildren(...(await answerFor(await textOf(badge, field), words, language, badge)));
    button.disabled = false;
    button.textContent = words.again;
  });
}

/** The badge of this page, or what was pasted. */
async function textOf(badge: string | undefined, field: string | undefined): Promise<string | undefined> {
  if (badge !== undefined) return fetchBadge(badge);
  const pasted = document.getElementById(field ?? '');
  return pasted instanceof HTMLTextAreaElement ? pasted.value.trim() : undefined;
}

async function answerFor(
  text: string | undefined,
  words: CheckWords,
  language: Language,
  badge: string | undefined,
): Promise<readonly HTMLElement[]> {
  if (text === undefined || text === '')
    return [make('p', { class: 'fault' }, badge === undefined ? words.nothingPasted : words.notReachable)];
  const verification = await checkHere(text, import.meta.url);
  const line = words.checkedBy(momentIn(language, new Date()));
  return [verdictBlock(verification, language, line), stepBlock(verification, language)];
}

const slot = document.getElementById('self-check');
if (slot !== null) void fill(slot);
