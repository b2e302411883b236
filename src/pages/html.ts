/** A piece of HTML that is safe to put into a page. Only {@link html} and {@link trusted} make one. */
export class Html {
  readonly #text: string;

  /** Not for use outside this file: text given here is not escaped. */
  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: text is escaped, HTML is kept, lists are joined, and nothing comes of `undefined` and `false`. */
export type Piece = string | number | Html | undefined | false | readonly Piece[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text → the same text inside an element or a quoted attribute, of HTML or of XML 1.0 (whose forbidden characters become U+FFFD). */
export function escapeText(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
    .toWellFormed()
    .replaceAll(forbiddenCharacters, '\uFFFD');
}

// XML 1.0 §2.2: SVG with one of these cannot be parsed at all.
const forbiddenCharacters = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** The template tag: every interpolation is escaped unless it is HTML already. Attributes must stand between quotes. */
export function html(parts: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(parts.reduce((text, part, index) => text + asText(pieces[index - 1]) + part));
}

/** Marks markup as safe. Only for text that this program wrote itself. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

/** Pieces with something between them, leaving out what is empty. */
export function joined(pieces: readonly Piece[], between: string): Html {
  const texts = pieces.map(asText).filter((text) => text !== '');
  return new Html(texts.join(escapeText(between)));
}

function asText(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.toString();
  if (typeof piece === 'string' || typeof piece === 'number') return escapeText(String(piece));
  return piece.map(asText).join('');
}
