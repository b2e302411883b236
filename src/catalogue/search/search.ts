import type { Connection } from '../../platform/database.ts';
import { problem } from '../../platform/problem.ts';
import type { FoundSkill, Match, SearchQuery } from '../schema.ts';
import { toSkill, wordIn } from '../skills.ts';
import { tracesOf, typosAllowed, typosBetween } from './spelling.ts';
import { type Filter, type Found, selectRanked, selectSimilarWords, type Wanted } from './store.ts';
import { wordsOf } from './words.ts';

/** More words than this do not make a search more precise. */
const mostWords = 8;

/** How many other words may stand for one that was typed. */
const mostForms = 25;

/** From this length on, a word is also looked for inside other words: Dutch writes warmtepomp as one. */
const shortestPart = 4;

const matchOfRank: Readonly<Record<number, Match>> = {
  5: 'exact',
  4: 'start',
  3: 'words',
  2: 'alternative',
  1: 'inside',
};

/**
 * Finds concepts by what they are called: the shared catalogues and the issuer's own, in the language asked for and in English.
 * @param issuerId who searches; null for the operator, who sees the shared catalogues only
 * @throws {Problem} `invalid-request` when `q` has no letter or digit
 */
export async function searchSkills(
  connection: Connection,
  issuerId: string | null,
  query: SearchQuery,
): Promise<FoundSkill[]> {
  const words = [...new Set(wordsOf(query.q))].slice(0, mostWords);
  if (words.length === 0) {
    throw problem('invalid-request', 'The query does not have the expected shape.', [
      { parameter: 'q', detail: 'at least one letter or digit was expected' },
    ]);
  }
  const filter: Filter = { issuerId, languages: [...new Set([query.lang, 'en'])], ...only(query) };
  const similar = await selectSimilarWords(
    connection,
    filter,
    words.filter((word) => word.length >= shortestPart),
    words.flatMap(tracesOf),
  );
  // Each attempt is looser than the one before, and made only when that found nothing: typos are forgiven first in words that no label has,
  // then in all words; at last some words may be missing.
  const attempts = [
    { wanted: wantedOf(words, similar, false), match: undefined },
    { wanted: wantedOf(words, similar, true), match: undefined },
    { wanted: { ...wantedOf(tellingOf(words), similar, false), anyWord: true }, match: 'some-words' as const },
  ];
  for (const { wanted, match } of attempts) {
    const found = await selectRanked(connection, filter, wanted);
    if (found.length > 0) return found.map((one) => toFoundSkill(one, query.lang, match));
  }
  return [];
}

function only({ catalogue, kind, version, limit }: SearchQuery) {
  return { catalogue, kind, version, limit };
}

/**
 * What to look for.
 * @param forgiveAll whether words that the labels do have may be typos as well
 */
function wantedOf(words: readonly string[], similar: readonly string[], forgiveAll: boolean): Wanted {
  const forms = words.map((word) => ({
    word,
    shorter: similar.filter((other) => isStemOf(other, word)),
    inside: shortest(similar.filter((other) => word.length >= shortestPart && other.indexOf(word) > 0)),
    typos: forgiveAll || !similar.some((other) => other.startsWith(word)) ? closest(word, similar) : [],
  }));
  return {
    plain: words.join(' '),
    lexemes: forms.map(({ word, shorter, inside, typos }) => [
      `'${word}':*`,
      ...[...shorter, ...inside, ...typos].map((form) => `'${form}'`),
    ]),
    beginnings: forms.map(({ word, shorter }) => [`% ${word}%`, ...shorter.map((form) => `% ${form} %`)]),
    anyWord: false,
  };
}

/** The words that say more than `at`, `for` and `the`, where there are any. */
function tellingOf(words: readonly string[]): readonly string[] {
  const telling = words.filter((word) => word.length >= shortestPart);
  return telling.length > 0 ? telling : words;
}

/** Whether a word is another without its last one or two letters: pump for pumps, robot for robots. */
function isStemOf(shorter: string, word: string): boolean {
  return shorter.length >= 3 && word.startsWith(shorter) && word.length - shorter.length <= 2 && word !== shorter;
}

function shortest(words: readonly string[]): string[] {
  return words.toSorted((a, b) => a.length - b.length).slice(0, mostForms);
}

/** The words that may have been meant, fewest typos first. */
function closest(word: string, similar: readonly string[]): string[] {
  return similar
    .map((other) => ({ other, typos: typosBetween(word, other) }))
    .filter(({ other, typos }) => typos <= typosAllowed(word, other))
    .toSorted(
      (a, b) => a.typos - b.typos || Math.abs(a.other.length - word.length) - Math.abs(b.other.length - word.length),
    )
    .slice(0, mostForms)
    .map(({ other }) => other);
}

function toFoundSkill({ skill, rank, matchedLabel }: Found, language: string, match: Match | undefined): FoundSkill {
  const [labelLanguage, label] = wordIn(skill.labels, language) ?? ['en', skill.uri];
  const description = wordIn(skill.descriptions, language)?.[1];
  return {
    ...toSkill(skill),
    label,
    labelLanguage,
    ...(description !== undefined && { description }),
    match: match ?? matchOfRank[rank] ?? 'similar',
    ...(matchedLabel !== label && { matchedLabel }),
  };
}
