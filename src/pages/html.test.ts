import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeText, html, joined, trusted } from './html.ts';

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

describe('the template tag', () => {
  test('keeps what it wrote itself and escapes what it was given', () => {
    const name = '<b onclick="x">\'&';
    expect(html`<p title="${name}">${html`<i>${name}</i>`}</p>`.toString()).toBe(
      '<p title="&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;"><i>&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;</i></p>',
    );
  });

  test('joins lists and leaves out undefined and false, but not zero', () => {
    expect(html`${['a', html`<br>`, undefined, false, 0, ['<']]}`.toString()).toBe('a<br>0&lt;');
  });

  test('no text can leave the place where it was put', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = html`${text}`.toString();
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
    );
  });

  test('text that XML can hold comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(escapeText(text).replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? '')).toBe(text);
      }),
    );
  });

  test('what XML cannot hold becomes a replacement character', () => {
    expect(escapeText('a\u0000b\u001fc\ud800d\uffffe')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde');
  });
});

test('pieces are joined without gaps for what is absent', () => {
  expect(joined(['a', undefined, trusted('<b>'), false, ''], ' < ').toString()).toBe('a &lt; <b>');
});
