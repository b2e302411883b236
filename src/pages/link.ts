import { type Html, html, type Piece } from './html.ts';

/**
 * A URL that may stand in `href`, or nothing: http, https, mailto, and paths of this service. A `javascript:` or `data:` URL from
 * somebody else's badge must never become something to click on.
 */
export function safeUrl(url: string | undefined): string | undefined {
  // Browsers drop tabs and line ends before they read a URL: `/<tab>/evil.example` is another site.
  if (url === undefined || /[\p{Cc}\s]/u.test(url)) return undefined;
  if (/^\/(?![/\\])/.test(url)) return url;
  if (!URL.canParse(url)) return undefined;
  const { protocol } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' || protocol === 'mailto:' ? url : undefined;
}

/** A URL that may be loaded by the page itself (threats.md §8: no third-party requests): a path, or below `baseUrl`. */
export function sameOriginUrl(url: string | undefined, baseUrl: string): string | undefined {
  const safe = safeUrl(url);
  if (safe === undefined || safe.startsWith('/')) return safe;
  return URL.canParse(baseUrl) && new URL(safe).origin === new URL(baseUrl).origin ? safe : undefined;
}

/** An absolute URL for a path of this service; other URLs stay as they are. */
export function absoluteUrl(url: string, baseUrl: string): string {
  return url.startsWith('/') ? baseUrl + url : url;
}

/** A link, or only its text when the URL is absent or not safe. `className` is one of ours. */
export function link(url: string | undefined, text: Piece, className?: string): Html {
  const safe = safeUrl(url);
  if (safe === undefined) return html`${text}`;
  return className === undefined
    ? html`<a href="${safe}" rel="noreferrer">${text}</a>`
    : html`<a class="${className}" href="${safe}" rel="noreferrer">${text}</a>`;
}

/** A button that goes somewhere; nothing at all when there is nowhere to go: never a dead button. */
export function button(
  url: string | undefined,
  text: Piece,
  variant: 'main' | 'plain' | 'quiet' = 'plain',
): Html | undefined {
  const safe = safeUrl(url);
  if (safe === undefined) return undefined;
  const className = variant === 'plain' ? 'btn' : `btn btn--${variant}`;
  return link(safe, text, className);
}
