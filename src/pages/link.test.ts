import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absoluteUrl, button, link, safeUrl, sameOriginUrl } from './link.ts';

const base = 'https://badges.example';

describe('an address to click on', () => {
  test('is http, https, mailto or a path of ours', () => {
    for (const url of [
      'https://a.example/',
      'http://data.europa.eu/esco/skill/1',
      'mailto:a@b.example',
      '/verify?lang=nl',
    ])
      expect(safeUrl(url)).toBe(url);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:1',
    'java\nscript:1',
    ' javascript:1',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'verify',
    '',
  ])('is not %j', (url) => {
    expect(safeUrl(url)).toBeUndefined();
    expect(link(url, 'text').toString()).toBe('text');
    expect(button(url, 'text')).toBeUndefined();
  });

  test('a browser takes every path that we accept for one of ours', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'/\\\t\n\r .:@ae?#') }), (rest) => {
        const url = safeUrl(`/${rest}`);
        if (url !== undefined) expect(new URL(url, base).origin).toBe(base);
      }),
    );
  });
});

test('what a page loads is of our own origin', () => {
  expect(sameOriginUrl('/a.svg', base)).toBe('/a.svg');
  expect(sameOriginUrl(`${base}/a.svg`, base)).toBe(`${base}/a.svg`);
  for (const url of [
    'https://badges.example.evil/a.svg',
    'http://badges.example/a.svg',
    '//badges.example/a.svg',
    undefined,
  ])
    expect(sameOriginUrl(url, base)).toBeUndefined();
});

test('a path becomes absolute and other addresses stay', () => {
  expect(absoluteUrl('/a', base)).toBe('https://badges.example/a');
  expect(absoluteUrl('https://other.example/a', base)).toBe('https://other.example/a');
});
