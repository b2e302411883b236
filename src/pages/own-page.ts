import { formatDate } from './dates.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { button } from './link.ts';
import type { OwnErasurePageView, OwnPageView } from './own-views.ts';
import { ownBadges } from './parts/own-badges.ts';
import { ownConsents } from './parts/own-consents.ts';
import { ownData } from './parts/own-data.ts';
import { postForm } from './parts/own-form.ts';
import { saved } from './parts/own-saved.ts';
import { stop, track } from './parts/stop.ts';
import type { Language } from './views.ts';
import { type Voice, voiceOf } from './voice.ts';
import { type OwnWords, ownWordsOf } from './words/own-words.ts';

/** The page of one learner at one issuer, for that learner alone: everything works by plain forms, without a script. */
export function renderOwnPage(view: OwnPageView, language: Language): string {
  const voice = voiceOf(language);
  const words = ownWordsOf(language);
  const { name } = view.issuer;
  const title = words.title(name);
  const until = formatDate(view.linkEndsAt, language);
  return layout(voice, {
    site: view.site,
    title,
    description: words.lead(name),
    indexed: false,
    personal: true,
    main: html`<div class="hero"><div class="kind"><b>${words.forYou}</b></div><h1>${title}</h1><p class="lead">${words.lead(name)}</p><p class="small muted">${words.secret(until)}</p></div>
<div class="ride ride--end own">${track([
      stop(words.badges.heading, place('badges', saved(words, view, 'badges'), ownBadges(voice, words, view))),
      stop(words.data.heading(name), ownData(voice, words.data, view)),
      stop(
        words.consents.heading,
        place('consents', saved(words, view, 'consents'), ownConsents(voice, words.consents, view)),
      ),
      stop(words.take.heading, take(words, view)),
      stop(words.erase.heading, place('erasure', saved(words, view, 'erasure'), erase(voice, words, view))),
    ])}</div>`,
  });
}

/** A place that the page comes back to after a form was sent; what came of it is said there. */
function place(id: string, ...content: readonly (Html | undefined)[]): Html {
  return html`<div id="${id}" class="place">${content}</div>`;
}

function take({ take: words }: OwnWords, { site }: OwnPageView): Html {
  return html`<div class="panel"><p>${words.text}</p><p class="self">${button(`${site.path}/export`, words.button, 'main')}</p></div>`;
}

function erase(voice: Voice, { erase: words }: OwnWords, view: OwnPageView): Html {
  const { issuer, erasure, site } = view;
  const written = (moment: string) => formatDate(moment, voice.language);
  const { request } = erasure;
  if (request?.state === 'open') {
    const { requestedAt, answerBy } = request;
    return html`<div class="panel"><p>${words.open(issuer.name, written(requestedAt), written(answerBy))}</p>${postForm(voice, `${site.path}/erasure/take-back`, html`<button class="btn btn--quiet" type="submit">${words.takeBack}</button>`)}</div>`;
  }
  const declined =
    request &&
    html`<p>${words.declined(issuer.name, written(request.settledAt ?? request.requestedAt))}</p><blockquote class="said"><p>${request.reason}</p></blockquote>`;
  const text = erasure.mode === 'at-once' ? words.text['at-once'] : words.text['on-request'](issuer.name);
  return html`<div class="panel">${declined}<p>${text}</p><p class="self">${button(`${site.path}/erasure?lang=${voice.language}`, words.start, 'quiet')}</p></div>`;
}

/** The step before erasure: what goes, what stays, and one box that cannot be ticked by accident. */
export function renderOwnErasurePage(view: OwnErasurePageView, language: Language): string {
  const voice = voiceOf(language);
  const { erase: words, forYou } = ownWordsOf(language);
  const { issuer, erasure, site } = view;
  const back = site.path.replace(/\/erasure$/, '');
  const final = erasure.mode === 'at-once' ? words.final['at-once'] : words.final['on-request'](issuer.name);
  const question = words.question(issuer.name);
  const stays = [words.badges[erasure.badges], words.audit];
  return layout(voice, {
    site,
    title: question,
    description: question,
    indexed: false,
    personal: true,
    main: html`<div class="hero"><div class="kind"><b>${forYou}</b></div><h1>${question}</h1></div>
<div class="grid2 goes"><section class="panel"><h2>${words.goes}</h2><ul class="plain">${words.gone.map((each) => html`<li>${each}</li>`)}</ul></section><section class="panel"><h2>${words.stays}</h2><ul class="plain">${stays.map((each) => html`<li>${each}</li>`)}</ul></section></div>
${postForm(
  voice,
  site.path,
  html`<p>${final}</p><label class="tick"><input type="checkbox" name="sure" value="yes" required> ${words.sure}</label><div class="self"><button class="btn btn--danger" type="submit">${words.confirm[erasure.mode]}</button>${button(`${back}?lang=${language}`, words.back)}</div>`,
  'ask sure',
)}`,
  });
}
