import { expect, test } from 'vitest';
import { en } from './en.ts';
import { nl } from './nl.ts';
import { ownEn } from './own-en.ts';
import { ownNl } from './own-nl.ts';
import { skillWords } from './skill.ts';
import { skillLevelWords } from './skill-levels.ts';

/** Paths of all words, so that the two tables can be laid side by side. */
function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => pathsOf(member, `${path}/${key}`));
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

test('both languages have every word', () => {
  expect(pathsOf(en)).toEqual(pathsOf(nl));
  expect(pathsOf(ownEn)).toEqual(pathsOf(ownNl));
  expect(pathsOf(skillWords.en)).toEqual(pathsOf(skillWords.nl));
  expect(pathsOf(skillLevelWords.en)).toEqual(pathsOf(skillLevelWords.nl));
});

test('no word is empty', () => {
  for (const table of [nl, en, ownNl, ownEn, skillLevelWords, skillWords]) {
    expect(textsOf(table).filter((text) => text.trim() === '')).toEqual([]);
  }
});

test('words for people do not speak of techniques (design.md §4)', () => {
  for (const table of [nl, en, ownNl, ownEn, skillLevelWords, skillWords]) {
    expect(textsOf(table).filter((text) => /[Bb]lockchain|\b[Hh]ash\b|\bDID\b|\bJWT\b/.test(text))).toEqual([]);
  }
});

test('every check says something for every outcome', () => {
  const names = ['proof', 'issuer', 'status', 'validity', 'shape', 'holder'] as const;
  const codes = [undefined, 'revoked', 'replaced', 'suspended', 'expired', 'not-yet-valid', 'key-not-listed'];
  for (const { checks } of [nl, en]) {
    for (const name of names) {
      const said = [
        checks.passed(name, {}),
        checks.unknown(name),
        checks.notChecked(name),
        ...codes.map((code) => checks.failed(name, code, {})),
      ];
      for (const { title, why } of said) {
        expect(title).not.toBe('');
        expect(`${title} ${why}`).not.toMatch(/undefined|\[object/);
      }
    }
  }
});
