import type { Language } from '../../platform/text.ts';
import type { Composed, Letter } from './letter.ts';
import { letterHtml } from './letter-html.ts';
import { letterText } from './letter-text.ts';
import { oneLine } from './one-line.ts';
import { mailWords } from './words.ts';

/**
 * Writes a mail in one language: subject, plain text and HTML. Pure.
 * @param letter holds at least one piece of news with at least one badge
 */
export function compose(letter: Letter, language: Language): Composed {
  return {
    subject: oneLine(subjectOf(letter, language)),
    text: letterText(letter, language),
    html: letterHtml(letter, language),
  };
}

function subjectOf({ news, issuer }: Letter, language: Language): string {
  const words = mailWords[language];
  const [only, ...others] = news;
  if (only === undefined || others.length > 0) return words.mixedSubject(issuer.text);
  const { subject, subjectOfMany } = words.news[only.happening];
  const [badge, ...more] = only.badges;
  if (badge === undefined || more.length > 0) return subjectOfMany(only.badges.length, issuer.text);
  return subject(badge.name.text, issuer.text);
}
