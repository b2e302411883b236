import type { Language } from '../content-views.ts';
import { type Html, html } from '../html.ts';
import { safeUrl } from '../link.ts';
import { mailLayout, mailStyle } from './mail-layout.ts';
import { type MailWords, mailWords } from './mail-words.ts';

/** What happened to a badge. `resigned`: signed again because the key of before is not to be trusted. */
export type MailHappening = 'issued' | 'reissued' | 'resigned' | 'reinstated' | 'suspended' | 'revoked';

export interface MailedBadge {
  readonly happening: MailHappening;
  readonly name: string;
  readonly url: string;
  readonly reason?: string | undefined;
}

/** One mail to one learner. */
export interface BadgeMailView {
  readonly language: Language;
  readonly issuer: { readonly name: string; readonly url: string };
  readonly learnerName?: string | undefined;
  /** At least one. */
  readonly badges: readonly MailedBadge[];
  /** The page that only this learner has. */
  readonly ownPageUrl?: string | undefined;
  readonly canReply: boolean;
}

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Good news first. */
const order: readonly MailHappening[] = ['issued', 'reinstated', 'reissued', 'resigned', 'suspended', 'revoked'];

interface Section {
  readonly heading: string;
  readonly badges: readonly MailedBadge[];
}

/** A mail about badges, as text and as HTML that say the same: no picture from anywhere, no script, no tracking, no style that must load. */
export function renderBadgeMail(view: BadgeMailView): RenderedMail {
  const words = mailWords[view.language];
  const subject = subjectOf(words, view.badges);
  const sections = order
    .map((happening) => view.badges.filter((badge) => badge.happening === happening))
    .filter((badges) => badges.length > 0)
    .map((badges) => ({ heading: headingOf(words, badges), badges }));
  return {
    subject,
    text: asText(view, words, sections),
    html: mailLayout({ language: view.language, title: subject, main: asHtml(view, words, subject, sections) }),
  };
}

function subjectOf(words: MailWords, badges: readonly MailedBadge[]): string {
  const [first] = badges;
  if (first === undefined || badges.some(({ happening }) => happening !== first.happening)) return words.changes;
  const happening = words.happenings[first.happening];
  return badges.length === 1 ? happening.subject(first.name) : happening.subjects(badges.length);
}

function headingOf(words: MailWords, badges: readonly MailedBadge[]): string {
  const happening = words.happenings[badges[0]?.happening ?? 'issued'];
  return badges.length === 1 ? happening.one : happening.several;
}

function asText(view: BadgeMailView, words: MailWords, sections: readonly Section[]): string {
  const { issuer, learnerName, ownPageUrl, canReply } = view;
  const paragraphs = [
    words.greeting(learnerName && oneLine(learnerName)),
    ...sections.flatMap(({ heading, badges }) => [heading, ...badges.map((badge) => badgeText(words, badge))]),
    ...(ownPageUrl === undefined ? [] : [words.own.lead, ownPageUrl, words.own.secret]),
    ['--', words.from(oneLine(issuer.name)), issuer.url, words.why(oneLine(issuer.name)), !canReply && words.noReply]
      .filter((line) => line !== false)
      .join('\n'),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function badgeText(words: MailWords, { name, url, reason }: MailedBadge): string {
  const lines = [`* ${oneLine(name)}`, reason !== undefined && `  ${words.reason}: ${oneLine(reason)}`, `  ${url}`];
  return lines.filter((line) => line !== false).join('\n');
}

function asHtml(view: BadgeMailView, words: MailWords, title: string, sections: readonly Section[]): Html {
  const { issuer, learnerName, ownPageUrl, canReply } = view;
  return html`<p style="${mailStyle.from}">${words.from(issuer.name)}</p>
<h1 style="${mailStyle.title}">${title}</h1>
<p style="${mailStyle.text}">${words.greeting(learnerName)}</p>
${sections.map(
  ({ heading, badges }) => html`<p style="${mailStyle.text}">${heading}</p>
${badges.map((badge) => badgeHtml(words, badge))}`,
)}
${ownPageUrl !== undefined && ownPage(words, ownPageUrl)}
<hr style="${mailStyle.rule}">
<p style="${mailStyle.small}">${words.why(issuer.name)}${!canReply && html` ${words.noReply}`}<br><a href="${safeUrl(issuer.url)}" style="${mailStyle.link}">${issuer.name}</a></p>`;
}

function badgeHtml(words: MailWords, { name, url, reason, happening }: MailedBadge): Html {
  const style = happening === 'revoked' || happening === 'suspended' ? mailStyle.withdrawn : mailStyle.badge;
  return html`<div style="${style}"><h2 style="${mailStyle.name}">${name}</h2>${reason !== undefined && html`<p style="${mailStyle.text}">${words.reason}: ${reason}</p>`}<p style="${mailStyle.last}"><a href="${safeUrl(url)}" style="${mailStyle.link}" aria-label="${words.view}: ${name}">${words.view}</a></p></div>
`;
}

function ownPage(words: MailWords, url: string): Html {
  return html`<p style="${mailStyle.text}">${words.own.lead}</p>
<p style="${mailStyle.text}"><a href="${safeUrl(url)}" style="${mailStyle.button}">${words.own.button}</a></p>
<p style="${mailStyle.small}">${words.own.secret}</p>`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
