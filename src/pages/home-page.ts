import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { button, link } from './link.ts';
import type { HomeView, Language } from './views.ts';
import { type Voice, voiceOf } from './voice.ts';

/** The front page: what this is, and where to check a badge. */
export function renderHomePage(view: HomeView, language: Language): string {
  const voice = voiceOf(language);
  const words = voice.words.home;
  return layout(voice, {
    site: view.site,
    title: `Stempel · ${words.heading}`,
    description: words.lead,
    indexed: true,
    main: html`<div class="hero"><h1>${words.heading}</h1><p class="lead">${words.lead}</p></div>
<div class="panel"><h2>${words.verifyHeading}</h2><p>${words.verifyText}</p><div class="self">${button(`/verify?lang=${language}`, voice.words.site.verify, 'main')}</div></div>
<section class="sec"><h2>${words.whatHeading}</h2><ol class="grid3">${words.what.map(({ title, why }) => html`<li class="panel"><h3>${title}</h3><p>${why}</p></li>`)}</ol></section>
${issuers(voice, view)}${builders(voice, view)}`,
  });
}

function issuers(voice: Voice, { issuers: known = [] }: HomeView): Html | undefined {
  if (known.length === 0) return undefined;
  const tiles = known.map(({ name, url }) => html`<li>${link(url, html`<b>${name}</b>`, 'tile tile--plain')}</li>`);
  return html`<section class="sec"><h2>${voice.words.home.issuers}</h2><ul class="grid3">${tiles}</ul></section>
`;
}

function builders(voice: Voice, { site }: HomeView): Html | undefined {
  const words = voice.words.home;
  const docs = button(site.docsUrl, voice.words.site.docs);
  return (
    docs &&
    html`<section class="sec"><h2>${words.buildHeading}</h2><p>${words.buildText}</p><div class="self">${docs}</div></section>`
  );
}
