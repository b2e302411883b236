import { type Html, html, type Piece } from './html.ts';
import type { Language } from './views.ts';
import { type Words, wordsOf } from './words/words.ts';

/** What every part of a page needs to speak: the language of the page, its words, and the language of what is quoted. */
export interface Voice {
  readonly language: Language;
  readonly words: Words;
  /** Language of the badge's own texts. */
  readonly contentLanguage: Language;
}

/** The voice of a page; the content is in the language of the page unless said otherwise. */
export function voiceOf(language: Language, contentLanguage: Language | undefined = language): Voice {
  return { language, words: wordsOf(language), contentLanguage };
}

/** Marks the badge's own text with its language, where that is not the language of the page (WCAG 2.2 §3.1.2). */
export function quoted(voice: Voice, text: Piece): Html {
  if (voice.contentLanguage === voice.language) return html`${text}`;
  return html`<span lang="${voice.contentLanguage}">${text}</span>`;
}

/** The same as an attribute, for an element that holds nothing else. */
export function languageAttribute(voice: Voice): Html | undefined {
  return voice.contentLanguage === voice.language ? undefined : html` lang="${voice.contentLanguage}"`;
}
