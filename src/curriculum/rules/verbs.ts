import type { Language, Text } from '../../platform/text.ts';
import { languages } from '../../platform/text.ts';
import bloom from '../bloom-verbs.json' with { type: 'json' };

type Verdict = 'on-list' | 'not-observable' | 'not-on-list';
type Verb = { readonly nl: string; readonly en: string };

const observable = bothLanguages(bloom.levels.flatMap(({ verbs }) => verbs));
/** Phrases of several words ("have insight into") say too little by their first word. */
const unobservable = bothLanguages(bloom.notObservable, (verb) => !verb.includes(' '));

/**
 * Lays a verb beside a list of verbs (Bloom, revised; own selection). A lint, never a gate: the list is short and the stemming is rough.
 * @param verb third person, as in the statement: `Beoordeelt`, `Assesses`
 */
export function judgeVerb(verb: Text): Verdict {
  const written = languages.flatMap((language) =>
    stems(language, verb[language] ?? '').map((stem) => ({ language, stem })),
  );
  if (written.some(({ language, stem }) => unobservable[language].has(stem))) return 'not-observable';
  return written.some(({ language, stem }) => isListed(language, stem)) ? 'on-list' : 'not-on-list';
}

/** Dutch verbs split: "legt … uit" is `uitleggen`, so a stem may also be the end of one on the list. */
function isListed(language: Language, stem: string): boolean {
  const listed = observable[language];
  return listed.has(stem) || (language === 'nl' && stem.length > 2 && [...listed].some((one) => one.endsWith(stem)));
}

function bothLanguages(verbs: readonly Verb[], wanted: (verb: string) => boolean = () => true) {
  const of = (language: Language) =>
    new Set(verbs.filter((verb) => wanted(verb[language])).flatMap((verb) => stems(language, verb[language])));
  return { nl: of('nl'), en: of('en') };
}

/** The first word with and without its ending, doubled letters single: alike for `beoordelen` and `beoordeelt`, `assess` and `assesses`. */
function stems(language: Language, verb: string): string[] {
  const [first = ''] = verb.toLowerCase().split(/\s+/);
  const endings = language === 'nl' ? [/en$/, /t$/] : [/s$/, /es$/, /e$/];
  const bare = [first, ...endings.filter((ending) => ending.test(first)).map((ending) => first.replace(ending, ''))];
  return [...new Set(bare.filter((stem) => stem !== '').map(singleLetters))];
}

function singleLetters(stem: string): string {
  return stem
    .replace(/(.)\1+/g, '$1')
    .replace(/v$/, 'f')
    .replace(/z$/, 's');
}
