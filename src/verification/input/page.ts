import { type Token, Tokenizer, TokenizerMode } from 'parse5';
import { isObject } from '../../openbadges/index.ts';

/** What a web page says of the badge that it shows. */
export interface PageBadge {
  /** Where the badge is, absolute. */
  readonly link?: string;
  /** The badge itself, as JSON. */
  readonly json?: string;
}

/** Types of a badge in links, the surest first. A page of a badge may also have other JSON, so that comes last. */
const certain = ['application/vc', 'application/vc+ld+json', 'application/vc+jwt', 'application/jwt'];
const possible = ['application/ld+json', 'application/json', 'image/png', 'image/svg+xml'];

const badgeTypes = ['VerifiableCredential', 'OpenBadgeCredential', 'AchievementCredential', 'Assertion'];

/** Elements whose content is text: what looks like a tag in them is none (HTML §13.2.6.2). */
const textModes: Readonly<Record<string, Tokenizer['state']>> = {
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
};

/**
 * Finds the badge that a page shows: a link to it (`<link rel="alternate" type="application/vc">`, `<a type="…">`) or the badge in a script
 * element. Only tokens are read; a tree of a hostile page could be far larger than the page.
 * @param base the address of the page
 */
export function badgeOnPage(html: string, base: string): PageBadge {
  const { links, scripts } = partsOf(html);
  const linkOf = (types: readonly string[]) =>
    types.map((type) => links.find((link) => link.type === type)?.href).find((href) => href !== undefined);
  const link = (href: string | undefined) =>
    href !== undefined && URL.canParse(href, base) ? { link: new URL(href, base).href } : undefined;
  const json = scripts.find(isBadge);
  return link(linkOf(certain)) ?? (json === undefined ? undefined : { json }) ?? link(linkOf(possible)) ?? {};
}

interface Link {
  readonly type: string;
  readonly href: string;
}

function partsOf(html: string): { links: Link[]; scripts: string[] } {
  const links: Link[] = [];
  const scripts: string[] = [];
  let script: string | undefined;
  const onText = ({ chars }: Token.CharacterToken) => {
    if (script !== undefined) script += chars;
  };
  const nothing = () => undefined;
  const tokenizer = new Tokenizer(
    {},
    {
      onStartTag: (tag) => {
        const mode = textModes[tag.tagName];
        if (mode !== undefined) tokenizer.state = mode;
        if (tag.tagName === 'script') script = typeOf(tag) === 'application/ld+json' ? '' : undefined;
        const link = linkOf(tag);
        if (link !== undefined) links.push(link);
      },
      onEndTag: ({ tagName }) => {
        if (tagName !== 'script' || script === undefined) return;
        scripts.push(script);
        script = undefined;
      },
      onCharacter: onText,
      onWhitespaceCharacter: onText,
      onNullCharacter: nothing,
      onComment: nothing,
      onDoctype: nothing,
      onEof: nothing,
    },
  );
  tokenizer.write(html, true);
  return { links, scripts };
}

function linkOf(tag: Token.TagToken): Link | undefined {
  const href = attribute(tag, 'href');
  const isLink = tag.tagName === 'a' || (tag.tagName === 'link' && /\balternate\b/i.test(attribute(tag, 'rel') ?? ''));
  return isLink && href !== undefined ? { type: typeOf(tag), href } : undefined;
}

function typeOf(tag: Token.TagToken): string {
  return (attribute(tag, 'type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function attribute({ attrs }: Token.TagToken, name: string): string | undefined {
  return attrs.find((each) => each.name === name)?.value;
}

/** Pages describe themselves in JSON-LD too; what is meant here is a badge. Whether it is a good one is judged later. */
function isBadge(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) && [value.type].flat().some((type) => badgeTypes.includes(String(type)));
  } catch {
    return false;
  }
}
