import { z } from 'zod';

/** The languages that pages, achievements and messages are written in. */
export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];

/** A text in one or both languages. */
export type Text = { readonly [L in Language]?: string | undefined };

/** Refuses what no printed text needs and what breaks displays: control characters other than line breaks and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** One line or paragraph of at most `longest` characters, in Unicode NFC (threats.md §4). */
export const plainText = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !controlCharacters.test(value), 'control characters are not allowed')
    .transform((value) => value.normalize('NFC'));

/** A text that is given as a plain string (then it holds for every language) or per language. */
export const localizedText = (longest: number) =>
  z.union([
    plainText(longest),
    z
      .strictObject({ nl: plainText(longest).optional(), en: plainText(longest).optional() })
      .refine((text) => text.nl !== undefined || text.en !== undefined, 'a text in nl or en is needed'),
  ]);

/** A text in an answer. */
export const textShape = z.union([z.string(), z.object({ nl: z.string().optional(), en: z.string().optional() })]);

/** The text in the wanted language, or in the other one where it is missing. */
export function textIn(text: Text | string, language: Language): string {
  if (typeof text === 'string') return text;
  return text[language] ?? text[language === 'nl' ? 'en' : 'nl'] ?? '';
}
