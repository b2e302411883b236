import { checkSign, sign } from './signs.ts';
import type { CheckView, Language, Verdict } from './views.ts';
import { verdictsEn } from './words/verdicts-en.ts';
import { verdictsNl } from './words/verdicts-nl.ts';

const verdictWords = { nl: verdictsNl, en: verdictsEn };

/** How a verdict looks and what it is called: the same on a page and in what a browser shows by itself. */
export interface VerdictFace {
  readonly word: string;
  readonly meaning: string;
  /** SVG, without a name of its own: the word always stands beside it. */
  readonly sign: string;
}

/** The face of a verdict. */
export function verdictFace(verdict: Verdict, language: Language): VerdictFace {
  const { word, meaning } = verdictWords[language][verdict];
  return { word, meaning, sign: sign(verdict).toString() };
}

/** The sign of one check, as SVG. */
export function checkFace(check: CheckView): string {
  return checkSign(check).toString();
}
