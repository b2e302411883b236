/** Letters that decomposition (NFKD) leaves whole although people type them without their stroke. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
};

/** Longest word that is kept; the index of PostgreSQL refuses much longer ones. */
const longestWord = 80;

/**
 * The words of a text as the search compares them: lower case, no accents, no punctuation. `+` and `#` count as letters, or C, C++ and C#
 * would be one skill. An apostrophe joins: `auto's` is typed as `autos`.
 * @returns words made of letters, digits, `+` and `#` only; `Coördinatie van C++-code` → `coordinatie`, `van`, `c++`, `code`
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{Mark}'’ʼ]/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðłþıħ]/g, (letter) => plainLetters[letter] ?? letter);
  return (plain.match(/[\p{Letter}\p{Number}+#]+/gu) ?? []).map((word) => word.slice(0, longestWord));
}
