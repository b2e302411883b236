import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tracesOf, typosAllowed, typosBetween } from './spelling.ts';

const share = (typed: string, word: string) => tracesOf(typed).some((trace) => tracesOf(word).includes(trace));

test.each([
  ['pmup', 'pump', 1],
  ['pimp', 'pump', 1],
  ['pum', 'pump', 0],
  ['elektrsche', 'elektrische', 1],
  ['warmtepmp', 'warmtepompen', 1],
  ['instalatie', 'installatie', 1],
  ['kwalteit', 'kwaliteit', 1],
  ['hydorgne', 'hydrogen', 2],
  ['weld', 'heat', 3],
])('%s is %s with typos: %i', (typed, word, typos) => {
  expect(typosBetween(typed, word)).toBe(typos);
});

const word = fc.string({ minLength: 3, maxLength: 14, unit: fc.constantFrom(...'abcdefghij') });
const typo = fc.record({
  kind: fc.constantFrom('wrong', 'missing', 'surplus', 'swapped'),
  place: fc.nat({ max: 1_000 }),
  letter: fc.constantFrom(...'abcdefghij'),
});

test('whatever the typo, the word is found by a shared trace and counted as one typo at most', () => {
  fc.assert(
    fc.property(word, typo, (meant, { kind, place, letter }) => {
      const letters = [...meant];
      const at = place % (letters.length - 1);
      if (kind === 'wrong') letters[at] = letter;
      if (kind === 'missing') letters.splice(at, 1);
      if (kind === 'surplus') letters.splice(at, 0, letter);
      if (kind === 'swapped') letters.splice(at, 2, meant.charAt(at + 1), meant.charAt(at));
      const typed = letters.join('');
      fc.pre(typed.length >= 3);
      expect(typosBetween(typed, meant)).toBeLessThanOrEqual(1);
      expect(share(typed, meant)).toBe(true);
    }),
  );
});

test('two typos in the beginning of a long word are found', () => {
  expect(share('hydorgne', 'hydrogen')).toBe(true);
  expect(share('istalation', 'installation')).toBe(true);
});

test('a short word forgives less than a long one, and two typos need a word of about the same length', () => {
  expect(typosAllowed('ai', 'air')).toBe(0);
  expect(typosAllowed('pmup', 'pump')).toBe(1);
  expect(typosAllowed('hydorgne', 'hydrogen')).toBe(2);
  expect(typosAllowed('rekenen', 'reference')).toBe(1);
});
