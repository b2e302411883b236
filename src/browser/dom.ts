/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** Makes an element. Text is text: nothing in it is read as markup. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

/** A drawing of our own, from its SVG. Never for text of somebody else. */
export function drawing(svg: string): Node {
  return document.importNode(
    new DOMParser().parseFromString(withNamespace(svg), 'image/svg+xml').documentElement,
    true,
  );
}

/** HTML knows that an `<svg>` is one; XML wants to be told. */
function withNamespace(svg: string): string {
  return svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ');
}

/** A moment in the words of a reader; English as it is written in Europe, like on the pages. */
export function momentIn(language: 'nl' | 'en', moment: Date): string {
  return moment.toLocaleString({ nl: 'nl-NL', en: 'en-GB' }[language], { dateStyle: 'long', timeStyle: 'short' });
}
