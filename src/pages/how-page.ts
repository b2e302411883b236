import { html } from './html.ts';
import { layout } from './layout.ts';
import { verdictLegend } from './parts/verdict.ts';
import type { HomeView, Language } from './views.ts';
import { voiceOf } from './voice.ts';
import { howWords } from './words/how-words.ts';

/** How badges are checked, for somebody who has never heard of a signature. */
export function renderHowPage({ site }: Pick<HomeView, 'site'>, language: Language): string {
  const voice = voiceOf(language);
  const words = howWords[language];
  const list = (items: readonly string[]) =>
    html`<ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
  return layout(voice, {
    site,
    title: `${words.heading} · Stempel`,
    description: words.lead,
    indexed: true,
    main: html`<div class="hero"><h1>${words.heading}</h1><p class="lead">${words.lead}</p></div>
<div class="ride ride--end"><div class="track track--on">
${words.questions.map(
  ({ title, text }) => html`<section class="stop"><h2>${title}</h2><div class="panel"><p>${text}</p></div></section>
`,
)}</div></div>
<section class="sec"><h2>${words.notHeading}</h2>${list(words.not)}</section>
<section class="sec"><h2>${words.selfHeading}</h2>${list(words.self)}<p><a class="btn" href="/verify?lang=${language}">${words.toVerify}</a></p></section>
<section class="sec"><h2>${words.privacyHeading}</h2><p>${words.privacy}</p></section>
<section class="sec"><h2>${words.signsHeading}</h2>${verdictLegend(voice)}</section>`,
  });
}
