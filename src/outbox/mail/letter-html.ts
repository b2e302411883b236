import { formatDate, type Html, html, trusted } from '../../pages/index.ts';
import type { Language } from '../../platform/text.ts';
import type { Happening, Letter, LetterBadge, Said } from './letter.ts';
import { oneLine } from './one-line.ts';
import { type MailWords, mailWords } from './words.ts';

/** The colours of the pages (`pages/assets/tokens.css`). Most mail programs read styles of elements only; those that know dark mode read the sheet too. */
const ink = '#10222c';
const faint = '#45545d';
const stamp = '#2b3a9b';
const signs: Readonly<Record<Happening, string>> = {
  issued: '#0b5d3c',
  reissued: '#2b3a9b',
  reinstated: '#0b5d3c',
  suspended: '#7a4a00',
  revoked: '#a31b1b',
};
const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";

/** `!important`, because it must win over what stands at the elements. */
const dark = trusted(`:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.paper{background:#0d171d!important;color:#eaf1f2!important}
.card{background:#16242c!important;border-color:#2e404a!important}
.faint{color:#aebcc2!important}
.rule{border-color:#2e404a!important}
.link{color:#b4c0ff!important}
.button{background:#b4c0ff!important;color:#10222c!important}
.issued,.reinstated{color:#7fd8ac!important}
.reissued{color:#b4c0ff!important}
.suspended{color:#ffc96b!important}
.revoked{color:#ffaba3!important}
}`);

/** The mail as HTML: one column, no picture, no script, nothing that is loaded from anywhere. */
export function letterHtml(letter: Letter, language: Language): string {
  const words = mailWords[language];
  const issuer = oneLine(letter.issuer.text);
  const learner = letter.learner === undefined ? undefined : oneLine(letter.learner);
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${words.mixedSubject(issuer)}</title>
<style>${dark}</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#eef2f1;color:${ink};${trusted(font)};font-size:17px;line-height:1.5">
<div class="paper" lang="${language}" style="background:#eef2f1;color:${ink};padding:24px 12px">
<div style="max-width:600px;margin:0 auto">
<p class="faint" style="margin:0 4px 12px;color:${faint};font-size:15px">${said(letter.issuer)}</p>
<div class="card" style="background:#ffffff;border:1px solid #cbd5d6;border-radius:4px;padding:24px 20px">
<p style="margin:0 0 16px">${words.greeting(learner)}</p>
${letter.news.map(({ happening, badges }, index) => newsHtml(happening, badges, words, issuer, index === 0))}
<h2 class="rule" style="margin:14px 0 0;padding:24px 0 0;border-top:1px solid #cbd5d6;font-size:19px;line-height:1.3">${words.ownHeading}</h2>
<p style="margin:8px 0 16px">${words.own}</p>
<p style="margin:0 0 8px"><a class="button" href="${letter.own.url}" style="display:inline-block;background:${stamp};color:#ffffff;padding:12px 20px;border-radius:4px;font-weight:600;text-decoration:none">${words.toOwn}</a></p>
<p class="faint" style="margin:0;color:${faint};font-size:15px">${words.ownUntil(formatDate(letter.own.until, language))}</p>
</div>
<p class="faint" style="margin:12px 4px 0;color:${faint};font-size:14px">${words.why(issuer)}</p>
</div>
</div>
</body>
</html>
`;
  return page.toString();
}

function newsHtml(
  happening: Happening,
  badges: readonly LetterBadge[],
  words: MailWords,
  issuer: string,
  first: boolean,
): Html {
  const { heading, lead } = words.news[happening];
  const above = first ? '0' : '24px';
  const size = first ? '24px' : '21px';
  const title = html`${heading(badges.length)}`;
  const style = `margin:${above} 0 8px;color:${signs[happening]};font-size:${size};line-height:1.25`;
  return html`${
    first
      ? html`<h1 class="${happening}" style="${style}">${title}</h1>`
      : html`<h2 class="${happening}" style="${style}">${title}</h2>`
  }
<p style="margin:0 0 16px">${lead(badges.length, issuer)}</p>
<ul style="margin:0;padding:0;list-style:none">
${badges.map((badge) => badgeHtml(badge, words))}</ul>
`;
}

function badgeHtml({ name, url, reason }: LetterBadge, words: MailWords): Html {
  return html`<li class="rule" style="margin:0;padding:14px 0;border-top:1px solid #cbd5d6">
<strong style="display:block;font-size:18px;line-height:1.3">${said(name)}</strong>
${reason && html`<span style="display:block;margin:4px 0">${words.reason}: ${said(reason)}</span>`}
${
  url === undefined
    ? html`<span class="faint" style="display:block;margin:4px 0;color:${faint};font-size:15px;line-height:1.4">${words.notShared}</span>`
    : html`<a class="link" href="${url}" aria-label="${words.toBadgeNamed(oneLine(name.text))}" style="display:inline-block;padding:4px 0;color:${stamp};font-weight:600">${words.toBadge}</a>`
}
</li>
`;
}

/** Marks a text with its language where that is not the language of the mail (WCAG 2.2 §3.1.2). */
function said({ text, language }: Said): Html {
  const line = oneLine(text);
  return language === undefined ? html`${line}` : html`<span lang="${language}">${line}</span>`;
}
