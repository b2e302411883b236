import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { button } from './link.ts';
import { verdictLegend } from './parts/verdict.ts';
import { checkSign } from './signs.ts';
import type { CheckView, HomeView, Language } from './views.ts';
import { type Voice, voiceOf } from './voice.ts';

/** What each sign and step means, what is not checked, how to check without us, and what is kept. */
export function renderHowPage({ site }: Pick<HomeView, 'site'>, language: Language): string {
  const voice = voiceOf(language);
  const words = voice.words.how;
  return layout(voice, {
    site,
    title: `${words.heading} · Stempel`,
    description: words.lead,
    indexed: true,
    main: html`<div class="hero"><h1>${words.heading}</h1><p class="lead">${words.lead}</p><p>${button(`/verify?lang=${language}`, voice.words.site.verify, 'main')}</p></div>
<section class="sec"><h2>${words.stepsHeading}</h2><p>${words.stepsLead}</p>${steps(voice)}</section>
<section class="sec"><h2>${words.outcomesHeading}</h2><div class="panel">${outcomes(voice)}</div></section>
<section class="sec"><h2>${words.signsHeading}</h2><p>${words.signsLead}</p>${verdictLegend(voice)}</section>
<section class="sec"><h2>${words.notChecked.heading}</h2><p>${words.notChecked.lead}</p>${list(words.notChecked.list)}</section>
<section class="sec"><h2>${words.withoutUs.heading}</h2><p>${words.withoutUs.lead}</p>${list(words.withoutUs.list)}</section>
<section class="sec"><h2>${words.kept.heading}</h2>${words.kept.text.map((text) => html`<p>${text}</p>`)}</section>`,
  });
}

function steps(voice: Voice): Html {
  const { steps: all } = voice.words.how;
  return html`<div class="panel"><ol class="ordered">${Object.values(all).map(({ name, meaning }) => html`<li><b>${name}.</b> ${meaning}</li>`)}</ol></div>`;
}

function outcomes(voice: Voice): Html {
  const { outcomes: all } = voice.words.how;
  const tones = { passed: 'ok', failed: 'bad', warning: 'open', 'not-checked': 'open' } as const;
  const names = Object.keys(all) as CheckView['outcome'][];
  return html`<ul class="steps">${names.map(
    (outcome) =>
      html`<li><span class="${tones[outcome]}">${checkSign({ name: 'proof', outcome })}</span><div><b>${all[outcome].word}</b> <span class="why">${all[outcome].meaning}</span></div></li>`,
  )}</ul>`;
}

function list(texts: readonly string[]): Html {
  return html`<ul class="plain">${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}
