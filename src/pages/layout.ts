import { assetUrl, lineColourUrls } from './assets.ts';
import { type Html, html, trusted } from './html.ts';
import { lineColourClass } from './line-colour.ts';
import { absoluteUrl, link, safeUrl, sameOriginUrl } from './link.ts';
import { mark } from './signs.ts';
import type { Language, Site } from './views.ts';
import type { Voice } from './voice.ts';

/** A page without its frame. */
export interface PageParts {
  readonly site: Site;
  readonly title: string;
  readonly description: string;
  /** Whether search engines may list it; never a page about a person. */
  readonly indexed: boolean;
  readonly main: Html;
  /** Title for a link preview, when the title of the page says more than a stranger should see. */
  readonly previewTitle?: string;
  readonly imageUrl?: string | undefined;
  /** The same as data. */
  readonly alternate?: { readonly type: string; readonly url: string | undefined } | undefined;
  /** What a search engine can read: schema.org, as JSON-LD. */
  readonly linkedData?: unknown;
  /** Colour of the line through the page, then those of other lines on it. */
  readonly lineColours?: readonly (string | undefined)[];
  readonly withdrawn?: boolean;
  /** One person's own page: its address is a secret, so it is written nowhere but in its own links and forms. */
  readonly personal?: boolean;
}

const languages: readonly Language[] = ['nl', 'en'];
const languageNames: Readonly<Record<Language, string>> = { nl: 'Nederlands', en: 'English' };
const locales: Readonly<Record<Language, string>> = { nl: 'nl_NL', en: 'en_GB' };

/** The whole document. */
export function layout(voice: Voice, page: PageParts): string {
  // The sheet of a colour comes after `.withdrawn` and would win from it.
  const className = page.withdrawn === true ? 'withdrawn' : lineColourClass(page.lineColours?.[0]);
  return html`<!doctype html>
<html lang="${voice.language}"><head>
${head(voice, page)}</head>
<body${className !== undefined && html` class="${className}"`}><a class="skip" href="#content">${voice.words.site.skip}</a>
${header(voice, page.site)}
<main id="content" class="wrap">
${page.main}
</main>
${footer(voice, page.site)}
</body></html>
`.toString();
}

function head(voice: Voice, page: PageParts): Html {
  const styles = [assetUrl('/assets/stempel.css'), ...lineColourUrls(page.lineColours ?? [])];
  return html`<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${page.title}</title>
<meta name="description" content="${page.description}">
<meta name="referrer" content="no-referrer">${!page.indexed && html`<meta name="robots" content="noindex">`}
${styles.map((url) => html`<link rel="stylesheet" href="${url}">`)}
<link rel="preload" as="font" type="font/woff2" href="${assetUrl('/assets/atkinson-hyperlegible-next-latin.woff2')}" crossorigin>
<link rel="icon" type="image/svg+xml" href="${assetUrl('/assets/stempel.svg')}">
${page.personal !== true && html`${alternates(page)}${preview(voice, page)}`}${linkedData(page.linkedData)}`;
}

function alternates({ site, alternate }: PageParts): Html {
  const address = site.baseUrl + ownPath(site);
  const data = sameOriginUrl(alternate?.url, site.baseUrl);
  return html`<link rel="canonical" href="${address}">${languages.map((language) => html`<link rel="alternate" hreflang="${language}" href="${site.baseUrl}${inLanguage(site, language)}">`)}${data !== undefined && html`<link rel="alternate" type="${alternate?.type}" href="${data}">`}
`;
}

/** The path of the page; whatever is no path of ours becomes the front page. */
function ownPath(site: Site): string {
  const path = safeUrl(site.path);
  return path?.startsWith('/') === true ? path : '/';
}

/** The page in a language; its address may have a query of its own. */
function inLanguage(site: Site, language: Language): string {
  const path = ownPath(site);
  return `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
}

/** Open Graph. Link previews are kept by strangers for years, so they never hold the name of a holder. */
function preview(voice: Voice, page: PageParts): Html {
  const image = sameOriginUrl(page.imageUrl, page.site.baseUrl);
  const properties = {
    'og:type': 'website',
    'og:site_name': 'Stempel',
    'og:locale': locales[voice.language],
    'og:title': page.previewTitle ?? page.title,
    'og:description': page.description,
    'og:url': page.site.baseUrl + ownPath(page.site),
    'og:image': image && absoluteUrl(image, page.site.baseUrl),
  };
  return html`${Object.entries(properties).map(([name, value]) => value !== undefined && html`<meta property="${name}" content="${value}">`)}
`;
}

/** JSON in a script element: what means something to HTML is written as an escape of JSON, so no text in it can close the element. */
function linkedData(data: unknown): Html | undefined {
  if (data === undefined) return undefined;
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const text = JSON.stringify(data).replaceAll(/[<>&'\u2028\u2029]/g, escaped);
  return html`<script type="application/ld+json">${trusted(text)}</script>
`;
}

function header(voice: Voice, site: Site): Html {
  const words = voice.words.site;
  return html`<header class="wrap top"><a class="mark" href="/?lang=${voice.language}">${mark}Stempel</a><nav aria-label="${words.menu}"><a href="/verify?lang=${voice.language}">${words.verify}</a><span class="lang">${languages.map((language) => switchTo(voice, site, language))}</span></nav></header>`;
}

/** The visible text is the start of the accessible name (WCAG 2.2 §2.5.3). */
function switchTo(voice: Voice, site: Site, language: Language): Html {
  const current = language === voice.language && html` aria-current="true"`;
  return html`<a href="${inLanguage(site, language)}" lang="${language}" hreflang="${language}"${current} aria-label="${language.toUpperCase()} – ${languageNames[language]}">${language.toUpperCase()}</a>`;
}

function footer(voice: Voice, site: Site): Html {
  const words = voice.words.site;
  const links = [
    [`/verify?lang=${voice.language}`, words.verify],
    [site.docsUrl, words.docs],
    [site.privacyUrl, words.privacy],
    [site.accessibilityUrl, words.accessibility],
    [site.reportUrl, words.report],
  ] as const;
  return html`<footer class="wrap"><div class="foot"><span>${words.about}</span>${links.map(([url, text]) => url !== undefined && link(url, text))}</div></footer>`;
}
