import { formatDate } from '../dates.ts';
import { type Html, html } from '../html.ts';
import type { OwnConsentView, OwnPageView } from '../own-views.ts';
import type { Voice } from '../voice.ts';
import type { OwnWords } from '../words/own-words.ts';
import { factList } from './facts.ts';
import { postForm } from './own-form.ts';

type Words = OwnWords['consents'];

/** What is asked first, then what holds, each with its button; what no longer holds is folded away. */
export function ownConsents(voice: Voice, words: Words, view: OwnPageView): Html {
  const inState = (state: OwnConsentView['state']) => view.consents.filter((each) => each.state === state);
  const rows = [...inState('asked'), ...inState('given')].map((each) => row(voice, words, view, each));
  const ended = view.consents.filter(({ state }) => state === 'withdrawn' || state === 'refused');
  const earlier =
    ended.length > 0 &&
    html`<details><summary>${words.earlier(ended.length)}</summary><ul class="rows">${ended.map((each) => row(voice, words, view, each))}</ul></details>`;
  const standing =
    rows.length === 0
      ? html`<p>${words.none}</p>`
      : html`<ul class="rows">${rows}</ul><p class="small">${words.free}</p>`;
  return html`<div class="panel">${standing}${earlier}</div>`;
}

function row(voice: Voice, words: Words, { site }: OwnPageView, consent: OwnConsentView): Html {
  const { id, state, nameOn } = consent;
  const purpose = nameOn === undefined ? consent.purpose : words.showName(nameOn);
  const receiver = nameOn === undefined ? consent.receiver : words.everybody;
  const scope = nameOn === undefined ? factList(consent.scope.map(({ name, value }) => [name, value])) : undefined;
  const path = `${site.path}/consents/${id}`;
  const press = (verb: 'give' | 'withdraw', text: string) =>
    postForm(
      voice,
      `${path}/${verb}`,
      html`<button class="btn btn--quiet" type="submit">${text}<span class="unseen">: ${purpose}</span></button>`,
    );
  const buttons =
    state === 'asked'
      ? html`<div class="self">${press('give', words.give)}${press('withdraw', words.refuse)}</div>`
      : state === 'given' && press('withdraw', words.withdraw);
  return html`<li class="consent"><div><b>${purpose}</b><span class="why">${words.receiver} ${receiver}. ${words.states[state](formatDate(momentOf(consent), voice.language))}</span>${scope}</div>${buttons}</li>
`;
}

/** The moment that its state began. */
function momentOf({ state, askedAt, givenAt, withdrawnAt }: OwnConsentView): string {
  const moment = { asked: askedAt, given: givenAt, withdrawn: withdrawnAt, refused: withdrawnAt }[state];
  return moment ?? '';
}
