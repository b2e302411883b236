import type { FastifyRequest } from 'fastify';
import { problem } from '../platform/problem.ts';
import type { Language } from '../platform/text.ts';

/**
 * Chooses the media type of an answer (RFC 9110 §12.5.1).
 * @param offered what can be served, the preferred one first; also what a request without `Accept` gets
 * @throws {Problem} `not-acceptable`
 */
export function chooseType<Type extends string>(request: FastifyRequest, offered: readonly [Type, ...Type[]]): Type {
  const chosen = request.accepts().type([...offered]);
  const found = offered.find((type) => type === chosen);
  if (found === undefined) throw problem('not-acceptable', `This can be served as ${offered.join(', ')}.`);
  return found;
}

/** The language of a page: asked for in the address, else what the browser prefers, else Dutch. */
export function chooseLanguage(request: FastifyRequest, asked: Language | undefined): Language {
  if (asked !== undefined) return asked;
  return request.accepts().language(['nl', 'en']) === 'en' ? 'en' : 'nl';
}

/** The media types of a signed badge, the one that Open Badges 3.0 §6.1 names first. The bytes are the same. */
export const badgeTypes = [
  'application/vc+ld+json',
  'application/vc',
  'application/ld+json',
  'application/json',
  'text/html',
] as const;

/** The media types of an achievement or a profile. A crawler that takes anything gets the page with its Open Graph tags (§2.15). */
export const publicTypes = ['text/html', 'application/ld+json', 'application/json'] as const;
