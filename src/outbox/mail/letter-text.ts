import { formatDate } from '../../pages/index.ts';
import type { Language } from '../../platform/text.ts';
import type { Letter, LetterBadge } from './letter.ts';
import { oneLine } from './one-line.ts';
import { type MailWords, mailWords } from './words.ts';

/** The mail as plain text: what stands in the HTML, in the same order, with every link written out. */
export function letterText(letter: Letter, language: Language): string {
  const words = mailWords[language];
  const issuer = oneLine(letter.issuer.text);
  const news = letter.news.flatMap(({ happening, badges }) => {
    const { heading, lead } = words.news[happening];
    return [
      underlined(heading(badges.length)),
      lead(badges.length, issuer),
      ...badges.map((badge) => badgeText(badge, words)),
    ];
  });
  const own = [
    underlined(words.ownHeading),
    words.own,
    `${words.toOwn}:\n${letter.own.url}\n${words.ownUntil(formatDate(letter.own.until, language))}`,
  ];
  const greeting = words.greeting(letter.learner === undefined ? undefined : oneLine(letter.learner));
  return `${[greeting, ...news, ...own, issuer, words.why(issuer)].join('\n\n')}\n`;
}

function underlined(heading: string): string {
  return `${heading}\n${'-'.repeat(heading.length)}`;
}

function badgeText({ name, url, reason }: LetterBadge, words: MailWords): string {
  return [
    `* ${oneLine(name.text)}`,
    ...(reason === undefined ? [] : [`  ${words.reason}: ${oneLine(reason.text)}`]),
    url === undefined ? `  ${words.notShared}` : `  ${words.toBadge}: ${url}`,
  ].join('\n');
}
