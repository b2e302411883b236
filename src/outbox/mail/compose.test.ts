import { describe, expect, test } from 'vitest';
import { strayAmpersand, unbalancedTag } from '../../pages/well-formed.ts';
import { type Language, languages } from '../../platform/text.ts';
import { compose } from './compose.ts';
import { type Happening, happenings, type Letter } from './letter.ts';
import { mailWords } from './words.ts';

const badge = (name: string, extra = {}) => ({
  name: { text: name },
  url: 'https://badges.example/credentials/01890000-0000-7000-8000-000000000000',
  ...extra,
});
const letterOf = (happening: Happening, badges = [badge('Warmtepomp inregelen')]): Letter => ({
  learner: 'Noor Visser',
  issuer: { text: 'Academie Kompas' },
  news: [{ happening, badges }],
  own: { url: 'https://badges.example/mine/token', until: '2026-12-22T12:00:00Z' },
});

/** Every kind of mail, in every language, of one badge and of two. */
const mails = languages.flatMap((language) =>
  happenings.flatMap((happening) =>
    [1, 2].map((badges) => ({
      language,
      happening,
      badges,
      mail: compose(letterOf(happening, [badge('Eerste'), badge('Tweede')].slice(0, badges)), language),
    })),
  ),
);

describe.each(mails)('$happening, $badges badges, $language', ({ language, mail }) => {
  test('is well-formed HTML in its language', () => {
    expect(unbalancedTag(mail.html.replace(/<style>.*?<\/style>/s, ''))).toBeUndefined();
    expect(strayAmpersand(mail.html)).toBeUndefined();
    expect(mail.html).toContain(`<html lang="${language}">`);
    expect(mail.html.match(/<h1/g)).toHaveLength(1);
  });

  test('loads nothing and runs nothing', () => {
    expect(mail.html).not.toMatch(
      /<(?:img|script|link|iframe|object|form|video)|\bsrc=|url\(|@import|@font-face|http:\/\//i,
    );
  });

  test('has a subject on one line and says the same in text and HTML', () => {
    expect(mail.subject).toMatch(/^[^\r\n]{5,}$/);
    expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/undefined|\[object|NaN/);
    const links = [...mail.html.matchAll(/href="([^"]+)"/g)].map(([, url]) => url);
    for (const url of links) expect(mail.text).toContain(url);
  });
});

test('both languages have every word', () => {
  const paths = (value: unknown, path = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, member]) => paths(member, `${path}/${key}`))
      : [path];
  expect(paths(mailWords.en)).toEqual(paths(mailWords.nl));
  const said = mails.map(({ mail }) => mail.subject);
  expect(new Set(said).size, 'no two kinds have one subject').toBe(said.length);
});

test('one mail tells several kinds of news under headings of their own', () => {
  const issued = letterOf('issued');
  const news = [...issued.news, ...letterOf('revoked', [badge('Oud', { reason: { text: 'Fout' } })]).news];
  const { subject, html, text } = compose({ ...issued, news }, 'nl');
  expect(subject).toBe('Nieuws over je badges van Academie Kompas');
  expect(html).toMatch(/<h1[^>]*>Je hebt een badge behaald<\/h1>/);
  expect(html).toMatch(/<h2[^>]*>Je badge is ingetrokken<\/h2>/);
  expect(text).toContain('Reden: Fout');
});

test('a text in the other language says which one it is (WCAG 2.2 §3.1.2)', () => {
  const letter = letterOf('issued', [
    { ...badge(''), name: { text: 'Heat pumps', language: 'en' as Language } } as never,
  ]);
  expect(compose(letter, 'nl').html).toContain('<span lang="en">Heat pumps</span>');
});

test('names bring in no header, no line and no markup', () => {
  const evil = 'A\r\nBcc: x@evil.example\u2028<b>\u202Egnp.exe';
  const { subject, text, html } = compose(
    { ...letterOf('issued', [badge(evil)]), learner: evil, issuer: { text: evil } },
    'en',
  );
  expect(subject).toBe('Badge earned: A Bcc: x@evil.example <b>gnp.exe');
  expect(text).not.toMatch(/^Bcc/m);
  expect(html).not.toContain('<b>');
  expect(`${text}${html}`).not.toMatch(/\u202E/);
});
