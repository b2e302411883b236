import { readFileSync } from 'node:fs';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findScript } from '../browser/index.ts';
import { listIssuers } from '../issuers/index.ts';
import {
  contentSecurityPolicy,
  findAsset,
  type ProblemHappening,
  renderHomePage,
  renderProblemPage,
  renderSkillLevelsPage,
} from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';
import type { Http, HttpParts } from '../platform/http.ts';
import { problem, problemTypes } from '../platform/problem.ts';
import { languages, textIn } from '../platform/text.ts';
import { siteAt } from './badge-view.ts';
import { chooseLanguage } from './negotiate.ts';
import { sendScript } from './script-routes.ts';
import { sendPage } from './send-page.ts';

/** The front page is a door, not a register. */
const mostIssuersShown = 60;

const hidden = { hide: true } as const;
const oneYear = 'public, max-age=31536000, immutable';
const ownContext = readFileSync(new URL('../../contexts/stempel-v1.json', import.meta.url));

const asked = (request: FastifyRequest) =>
  z.object({ lang: z.enum(languages).optional().catch(undefined) }).parse(request.query).lang;

/** The front page, the explanations that badges and problems point at, and what pages are dressed in. */
export function siteRoutes(http: Http, on: Deps): void {
  http.get('/', { schema: hidden }, async (request, reply) => {
    const language = chooseLanguage(request, asked(request));
    const issuers = (await listIssuers(on.database, mostIssuersShown)).map(({ profile, profileUrl }) => ({
      name: textIn(profile.name, language),
      url: new URL(profileUrl).pathname,
    }));
    return sendPage(reply, renderHomePage({ site: siteAt(on, '/'), issuers }, language));
  });

  http.get('/skill-levels', { schema: hidden }, async (request, reply) =>
    sendPage(
      reply,
      renderSkillLevelsPage({ site: siteAt(on, '/skill-levels') }, chooseLanguage(request, asked(request))),
    ),
  );

  http.get<{ Params: { code: string } }>('/problems/:code', { schema: hidden }, async (request) => {
    const { code } = request.params;
    const known = Object.entries(problemTypes).find(([name]) => name === code);
    if (known === undefined) throw problem('not-found', 'There is no such problem type.');
    return { type: `${on.config.publicBaseUrl}/problems/${code}`, ...known[1], documentation: 'docs/problems.md' };
  });

  http.get('/contexts/stempel-v1', { schema: hidden }, async (_request, reply) =>
    reply.headers({ 'cache-control': oneYear }).type('application/ld+json').send(ownContext),
  );

  http.get<{ Params: { '*': string } }>('/assets/*', { schema: hidden }, async (request, reply) => {
    const path = `/assets/${request.params['*']}`;
    const script = path.endsWith('.js') ? await findScript(path) : undefined;
    if (script !== undefined) return sendScript(request, reply, script);
    const asset = findAsset(path);
    if (asset === undefined) throw problem('not-found', 'There is no such asset.');
    return reply.headers({ 'cache-control': oneYear, etag: asset.etag }).type(asset.contentType).send(asset.body);
  });
}

/**
 * A problem as a page, for somebody who came with a browser.
 * @returns nothing for whoever did not ask for HTML first
 */
export function problemPageFor(on: Deps): HttpParts['problemPage'] {
  return (document, request) => {
    const accepts = request.headers.accept ?? '';
    if (!accepts.includes('text/html') || request.url.startsWith('/v1/')) return undefined;
    const happening = happeningOf(document.type.slice(document.type.lastIndexOf('/') + 1), request);
    const view = {
      site: siteAt(on, '/'),
      status: document.status,
      requestId: request.id,
      ...(happening && { happening }),
    };
    return { html: renderProblemPage(view, chooseLanguage(request, asked(request))), contentSecurityPolicy };
  };
}

/** On the own page of a learner, what is not there is told as what it means for the learner. */
function happeningOf(code: string, request: FastifyRequest): ProblemHappening | undefined {
  const own = request.routeOptions.url?.startsWith('/mine/') === true;
  switch (code) {
    case 'not-shared':
    case 'cross-site':
    case 'link-ended':
      return code;
    case 'not-found':
      return own ? 'link-unknown' : undefined;
    case 'gone':
      return own ? 'erased' : undefined;
    default:
      return undefined;
  }
}
