import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { lineColourClass, lineColourStylesheet } from './line-colour.ts';

/** A file that a page loads. Its URL carries a hash of its content, so it may be cached for ever. */
export interface Asset {
  readonly contentType: string;
  readonly body: Buffer;
  /** Strong, with its quotes. */
  readonly etag: string;
}

/** In the order of the cascade. */
const stylesheets = ['tokens', 'base', 'card', 'stops', 'parts', 'rubric', 'own', 'print'];

const fontPackage = '@fontsource-variable/atkinson-hyperlegible-next';
const fonts = ['latin', 'latin-ext'] as const;

const css = 'text/css; charset=utf-8';

const fontFiles = new Map(fonts.map((subset) => [`atkinson-hyperlegible-next-${subset}.woff2`, font(subset)]));

const fixed: ReadonlyMap<string, Asset> = new Map([
  ['/assets/stempel.css', asset(css, Buffer.from(stylesheet()))],
  ['/assets/stempel.svg', asset('image/svg+xml', Buffer.from(own('stempel.svg')))],
  ...[...fontFiles].map(([name, file]) => [`/assets/${name}`, file] as const),
]);

/** Every file the pages always load, by path (without the query). Immutable: a changed file gets another URL. */
export function assets(): ReadonlyMap<string, Asset> {
  return fixed;
}

/** The asset of a path without query, or nothing. Also knows `/assets/line-<six hexadecimal digits>.css`, one for every line colour. */
export function findAsset(path: string): Asset | undefined {
  const [, digits] = /^\/assets\/line-([0-9a-f]{6})\.css$/.exec(path) ?? [];
  if (digits === undefined) return fixed.get(path);
  const text = lineColourStylesheet(digits);
  return text === undefined ? undefined : asset(css, Buffer.from(text));
}

/** The URL of a fixed asset, with its hash. Throws a RangeError for a path that is not one: a fault of ours. */
export function assetUrl(path: string): string {
  const found = fixed.get(path);
  if (found === undefined) throw new RangeError(`no asset at ${path}`);
  return `${path}?${version(found)}`;
}

/** The URLs of the style sheets of these line colours, each once; what is no colour is left out. */
export function lineColourUrls(colours: readonly (string | undefined)[]): readonly string[] {
  const classes = new Set(colours.map(lineColourClass).filter((name) => name !== undefined));
  return [...classes].map((name) => {
    const path = `/assets/${name}.css`;
    const found = findAsset(path);
    return found === undefined ? path : `${path}?${version(found)}`;
  });
}

/** All style sheets as one; the URLs of the typefaces in it get their hash too. */
function stylesheet(): string {
  const text = stylesheets.map((name) => own(`${name}.css`)).join('\n');
  return text.replaceAll(/[a-z-]+\.woff2(?=")/g, (name) => {
    const file = fontFiles.get(name);
    return file === undefined ? name : `${name}?${version(file)}`;
  });
}

function version(found: Asset): string {
  return found.etag.slice(1, 13);
}

function asset(contentType: string, body: Buffer): Asset {
  return { contentType, body, etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"` };
}

function own(name: string): string {
  return readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
}

function font(subset: (typeof fonts)[number]): Asset {
  const path = createRequire(import.meta.url).resolve(
    `${fontPackage}/files/atkinson-hyperlegible-next-${subset}-wght-normal.woff2`,
  );
  return asset('font/woff2', readFileSync(path));
}
