import { type Html, html } from '../html.ts';
import { safeUrl } from '../link.ts';
import type { Voice } from '../voice.ts';

/**
 * A form that changes something. The page that answers is in the language of this one.
 * @param path of this service; nothing at all when it is anything else
 */
export function postForm(voice: Voice, path: string, content: Html, className?: string): Html | undefined {
  if (safeUrl(path)?.startsWith('/') !== true) return undefined;
  return html`<form method="post" action="${path}?lang=${voice.language}"${className !== undefined && html` class="${className}"`}>${content}</form>`;
}

/** A button that sends one field; `about` completes its name for who only hears it (WCAG 2.2 §2.4.6). */
export function fieldButton(name: string, value: string, text: string, about?: string): Html {
  return html`<button class="btn btn--quiet" type="submit" name="${name}" value="${value}">${text}${about !== undefined && html`<span class="unseen">: ${about}</span>`}</button>`;
}
