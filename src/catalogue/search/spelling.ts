/** Only the beginning of a word leaves traces: that bounds their number, and a wrong letter after it costs nothing to find. */
const tracedLetters = 7;

/**
 * The beginning of a word with up to two letters left out (one for words under six letters). Two words that are one or two typos apart share a
 * trace, whatever the typo is: a wrong, a missing, a surplus or two swapped letters. So a mistyped word is found by equality, which an index can do.
 * (The idea is known as SymSpell's symmetric deletes.)
 */
export function tracesOf(word: string): string[] {
  const letters = [...word];
  const start = letters.slice(0, tracedLetters);
  const traces = new Set([start.join('')]);
  if (letters.length < 3) return [...traces];
  const once = start.map((_, position) => start.toSpliced(position, 1));
  for (const shorter of once) traces.add(shorter.join(''));
  if (letters.length > 5) {
    for (const shorter of once) {
      for (const position of shorter.keys()) traces.add(shorter.toSpliced(position, 1).join(''));
    }
  }
  return [...traces];
}

/**
 * How many typos what was typed may hold and still stand for a word: none in two letters, one in three to five, two in longer ones; but only one
 * where the word goes on for long, since two typos in a beginning fit too many words.
 */
export function typosAllowed(typed: string, word: string): number {
  if (typed.length < 3) return 0;
  return typed.length < 6 || word.length - typed.length > 1 ? 1 : 2;
}

/**
 * How many typos lie between what was typed and the beginning of a word (optimal string alignment: a wrong, missing, surplus letter or a swap
 * of neighbours counts one). `warmtepmp` is one typo away from `warmtepompen`, because who types is often not at the end yet.
 */
export function typosBetween(typed: string, word: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: word.length + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column <= word.length; column++) {
      const same = typed[row - 1] === word[column - 1];
      let least = Math.min(
        at(previous, column - 1) + (same ? 0 : 1),
        at(previous, column) + 1,
        at(current, column - 1) + 1,
      );
      const swapped =
        row > 1 && column > 1 && typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1];
      if (swapped) least = Math.min(least, at(beforePrevious, column - 2) + 1);
      current.push(least);
    }
    beforePrevious = previous;
    previous = current;
  }
  return Math.min(...previous);
}

function at(distances: readonly number[], position: number): number {
  return distances[position] ?? Number.POSITIVE_INFINITY;
}
