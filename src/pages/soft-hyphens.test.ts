import fc from 'fast-check';
import { expect, test } from 'vitest';
import { softHyphens } from './soft-hyphens.ts';

test('long Dutch compounds can break before their second half', () => {
  expect(softHyphens('volgens de werkinstructie.', 'nl')).toBe('volgens de werk\u00ADinstructie.');
  expect(softHyphens('Warmtepompinstallatie', 'nl')).toBe('Warmtepomp\u00ADinstallatie');
});

test('short words, unknown words and English stay whole', () => {
  for (const text of ['installatie', 'verantwoordelijk']) expect(softHyphens(text, 'nl')).toBe(text);
  expect(softHyphens('communicatiesystemen', 'en')).toBe('communicatiesystemen');
});

test('nothing is added but soft hyphens', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const plain = text.replaceAll('\u00AD', '');
      expect(softHyphens(plain, 'nl').replaceAll('\u00AD', '')).toBe(plain);
    }),
  );
});
