/** For the tests of this room: whether markup that we wrote is well formed. */

/** Elements of HTML without an end tag. */
const empty = new Set(['meta', 'link', 'input', 'img', 'br', 'hr']);

const tag = /<(?<end>\/?)(?<name>[a-z][a-z0-9:]*)(?<attributes>(?:\s+[a-zA-Z:-]+(?:="[^"<]*")?)*)\s*(?<closed>\/?)>/g;

/**
 * The first tag that has no partner, or the first `<` that starts no proper tag; nothing when all is well. Stricter than HTML and a
 * subset of XML: every attribute value stands between double quotes.
 */
export function unbalancedTag(markup: string): string | undefined {
  const text = markup.replace(/^<!doctype html>/, '');
  const stray = /<(?!\/?[a-z])/.exec(text);
  if (stray !== null) return text.slice(stray.index, stray.index + 40);
  const open: string[] = [];
  let count = 0;
  for (const { groups } of text.matchAll(tag)) {
    count += 1;
    const name = groups?.name ?? '';
    if (groups?.closed === '/' || (empty.has(name) && groups?.end === '')) continue;
    if (groups?.end === '') open.push(name);
    else if (open.pop() !== name) return `</${name}>`;
  }
  if (count !== (text.match(/</g) ?? []).length) return 'a tag that could not be read';
  return open.at(-1);
}

/** Entities that XML does not know, or ampersands that start none. */
export function strayAmpersand(markup: string): string | undefined {
  return /&(?!(?:amp|lt|gt|quot|#39);).{0,12}/.exec(markup)?.[0];
}
