import { expect, test } from 'vitest';
import { wordsOf } from './words.ts';

test.each([
  ['Coördinatie van projecten', ['coordinatie', 'van', 'projecten']],
  ['install heat-pump', ['install', 'heat', 'pump']],
  ['C++, C# and C', ['c++', 'c#', 'and', 'c']],
  ["auto's en auto’s", ['autos', 'en', 'autos']],
  ['Straße, Ærø, Łódź', ['strasse', 'aero', 'lodz']],
  ['ﬁle ½ m²', ['file', '1', '2', 'm2']],
  ['Электрика и ηλεκτρικά', ['электрика', 'и', 'ηλεκτρικα']],
  ['?! — …', []],
])('%j is searched as %j', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('nothing survives that means something in a query or a pattern', () => {
  expect(wordsOf(`a'b "c" d\\e f%g h_i j|k l&m (n) o:* \u0000p`).join(' ')).toMatch(/^[\p{Letter}\p{Number}+# ]*$/u);
});

test('a word without end is cut, so that the index can hold it', () => {
  expect(wordsOf('a'.repeat(5_000))).toEqual(['a'.repeat(80)]);
});
