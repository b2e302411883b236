import { type Language, languages, type Text } from '../../platform/text.ts';

/** Writes one text per language. */
export function inEach(wanted: readonly Language[], write: (language: Language) => string): Text {
  return Object.fromEntries(wanted.map((language) => [language, write(language)]));
}

/** The languages a text is written in. */
export function languagesOf(text: Text): Language[] {
  return languages.filter((language) => text[language] !== undefined);
}

/** Text of a curriculum inside Markdown means itself: CommonMark §2.4 backslash escapes, one line. */
export function literally(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}
