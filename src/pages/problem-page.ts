import { html } from './html.ts';
import { layout } from './layout.ts';
import { button } from './link.ts';
import type { Language, ProblemView } from './views.ts';
import { type Voice, voiceOf } from './voice.ts';

/** A page for when there is no page: not found, erased, too many requests, our own fault. Says what to do next. */
export function renderProblemPage(view: ProblemView, language: Language): string {
  const voice = voiceOf(language);
  const { title, text } = wordsFor(voice, view);
  const { problems, site } = voice.words;
  return layout(voice, {
    site: view.site,
    title,
    description: text,
    indexed: false,
    main: html`<div class="hero"><div class="kind"><b>${view.status}</b></div><h1>${title}</h1><p class="lead">${text}</p>${view.detail !== undefined && html`<p class="small">${view.detail}</p>`}
${view.requestId !== undefined && html`<p class="small muted">${problems.reference}: <span class="code">${view.requestId}</span></p>`}
<div class="self">${button(`/verify?lang=${language}`, site.verify, 'main')}${button(`/?lang=${language}`, problems.home)}</div></div>`,
  });
}

function wordsFor(voice: Voice, { status, happening }: ProblemView): { readonly title: string; readonly text: string } {
  const { problems } = voice.words;
  if (happening !== undefined) return problems.happenings[happening];
  if (status >= 500) return { title: problems.brokenTitle, text: problems.brokenText };
  return { title: problems.titles[status] ?? problems.otherTitle, text: problems.texts[status] ?? problems.otherText };
}
