import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { achievementFacts, findRecordedIssue, issuerFacts, languagesOf } from '../credentials/index.ts';
import { type Achievement, findAchievement, loadPublished } from '../curriculum/index.ts';
import { findIssuer, findIssuerBySlug, type Issuer, listKeysOfIssuer } from '../issuers/index.ts';
import { buildAchievement, buildProfile, credentialContexts } from '../openbadges/index.ts';
import {
  renderAchievementPage,
  renderBadgeImage,
  renderBadgePage,
  renderIssuerPage,
  scriptingPolicy,
} from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { sendAsIs } from '../platform/send-as-is.ts';
import { type Language, languages, textIn } from '../platform/text.ts';
import type { Guarded } from '../privacy/index.ts';
import { verifyBadge } from '../verification/index.ts';
import { achievementView } from './achievement-view.ts';
import { badgeView } from './badge-view.ts';
import { pictureOf } from './content-view.ts';
import { issuerView } from './issuer-view.ts';
import { loadBadge, loadCredential } from './load-badge.ts';
import { badgeTypes, chooseLanguage, chooseType, publicTypes } from './negotiate.ts';
import { selfCheckView } from './self-check.ts';
import { sendPage } from './send-page.ts';

const tags = ['Public'];
const byId = z.object({ id: z.uuid() });
const languageQuery = z.object({ lang: z.enum(languages).optional().meta({ description: 'Language of the page.' }) });
const jsonLd = z.looseObject({ id: z.string() });
const page = z.string().meta({ description: 'A page for people.' });

/** What is sent depends on these. */
const negotiated = { vary: 'accept, accept-language' } as const;

/** The badge: a page with today's verdict for people, the signed bytes for machines. */
export function credentialRoutes(http: Http, on: Guarded): void {
  http.get(
    '/credentials/:id',
    {
      schema: {
        tags,
        summary: 'A badge: the signed credential, or its page (by Accept)',
        params: byId,
        querystring: languageQuery.extend({
          download: z.literal('json').optional().meta({ description: 'The signed badge as a file.' }),
        }),
        response: {
          200: {
            description: 'The badge, byte for byte as it was signed; or its page.',
            content: {
              'application/vc+ld+json': { schema: jsonLd },
              'application/vc': { schema: jsonLd },
              'application/ld+json': { schema: jsonLd },
              'application/json': { schema: jsonLd },
              'text/html': { schema: page },
            },
          },
          ...problemResponses(400, 403, 404, 406, 410),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const type = request.query.download === 'json' ? 'application/vc+ld+json' : chooseType(request, badgeTypes);
      if (type === 'text/html') {
        const badge = await loadBadge(on, id);
        const verification = await verifyBadge(
          on,
          { sent: { bytes: badge.credential.bytes } },
          { issuedAt: (document) => findRecordedIssue(on, document) },
        );
        const language = chooseLanguage(request, request.query.lang);
        reply.header('x-robots-tag', 'noindex');
        const view = badgeView(on, badge, verification, language);
        const selfCheck = await selfCheckView(on, { badge: `/credentials/${id}?download=json` });
        const shown = { ...view, actions: { ...view.actions, ...(selfCheck && { selfCheck }) } };
        return sendPage(reply, renderBadgePage(shown, language), 'no-cache', scriptingPolicy('us'));
      }
      const { bytes } = await loadCredential(on, id);
      if (request.query.download === 'json')
        reply.header('content-disposition', `attachment; filename="badge-${id}.json"`);
      reply.headers({
        ...negotiated,
        'cache-control': 'public, max-age=0, must-revalidate',
        'x-robots-tag': 'noindex',
      });
      return sendAsIs(reply, type, bytes);
    },
  );
}

/** What can be earned, in each of its languages. */
export function achievementRoutes(http: Http, on: Deps): void {
  const schema = {
    tags,
    querystring: languageQuery,
    response: {
      200: {
        description: 'The achievement as JSON-LD, or its page.',
        content: {
          'text/html': { schema: page },
          'application/ld+json': { schema: jsonLd },
          'application/json': { schema: jsonLd },
        },
      },
      ...problemResponses(400, 404, 406),
    },
  };
  http.get(
    '/achievements/:id',
    { schema: { ...schema, summary: 'An achievement version', params: byId } },
    async (request, reply) => {
      const { achievement, issuer } = await load(on, request.params.id);
      return answer(request, reply, achievement, issuer, request.query.lang);
    },
  );

  http.get(
    '/achievements/:id/:language',
    {
      schema: {
        ...schema,
        summary: 'An achievement version in one language',
        params: byId.extend({ language: z.enum(languages) }),
      },
    },
    async (request, reply) => {
      const { achievement, issuer } = await load(on, request.params.id);
      if (!languagesOf(achievement.definition.name).includes(request.params.language)) {
        throw problem('not-found', 'This achievement is not written in that language.');
      }
      return answer(request, reply, achievement, issuer, request.query.lang ?? request.params.language);
    },
  );

  http.get(
    '/achievements/:id/image.svg',
    {
      schema: {
        tags,
        summary: 'The picture of an achievement',
        params: byId,
        response: {
          200: { description: 'SVG.', content: { 'image/svg+xml': { schema: z.string() } } },
          ...problemResponses(400, 404),
        },
      },
    },
    async (request, reply) => {
      const { achievement, issuer } = await load(on, request.params.id);
      const { inLanguage } = achievement.definition;
      const svg = renderBadgeImage(pictureOf(achievement, textIn(issuer.profile.name, inLanguage), inLanguage));
      return reply
        .headers({ ...negotiated, 'cache-control': 'public, max-age=86400' })
        .type('image/svg+xml')
        .send(svg);
    },
  );

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    achievement: Achievement,
    issuer: Issuer,
    asked?: Language,
  ): Promise<void> {
    const language = chooseLanguage(request, asked);
    const type = chooseType(request, publicTypes);
    if (type === 'text/html')
      return sendPage(
        reply,
        renderAchievementPage(
          achievementView(on, achievement, issuer, await loadPublished(on.database, issuer.id), language),
          language,
        ),
      );
    const written = languagesOf(achievement.definition.name);
    const inLanguage = asked !== undefined && written.includes(asked) ? asked : achievement.definition.inLanguage;
    const document = {
      '@context': credentialContexts,
      ...buildAchievement(achievementFacts(on, issuer, achievement, inLanguage)),
    };
    // A published version never changes.
    reply.headers({ ...negotiated, 'cache-control': 'public, max-age=3600' });
    return sendAsIs(reply, type, document);
  }
}

/** Who awards, with keys and everything that can be earned there. */
export function issuerPageRoutes(http: Http, on: Deps): void {
  http.get(
    '/issuers/:slug',
    {
      schema: {
        tags,
        summary: 'An issuer: its profile as JSON-LD, or its page',
        params: z.object({ slug: z.string().max(63) }),
        querystring: languageQuery,
        response: {
          200: {
            description: 'The profile, or the page.',
            content: {
              'text/html': { schema: page },
              'application/ld+json': { schema: jsonLd },
              'application/json': { schema: jsonLd },
            },
          },
          ...problemResponses(400, 404, 406),
        },
      },
    },
    async (request, reply) => {
      const issuer = await findIssuerBySlug(on.database, request.params.slug);
      if (issuer === undefined) throw problem('not-found', 'There is no such issuer.');
      const language = chooseLanguage(request, request.query.lang);
      const type = chooseType(request, publicTypes);
      if (type !== 'text/html') {
        const document = { '@context': credentialContexts, ...buildProfile(issuerFacts(issuer, language)) };
        reply.headers({ ...negotiated, 'cache-control': 'public, max-age=60' });
        return sendAsIs(reply, type, document);
      }
      const keys = await listKeysOfIssuer(on.database, issuer.id);
      const curriculum = await loadPublished(on.database, issuer.id);
      return sendPage(reply, renderIssuerPage(issuerView(on, issuer, keys, curriculum, language), language));
    },
  );
}

async function load(on: Deps, id: string): Promise<{ achievement: Achievement; issuer: Issuer }> {
  const achievement = await findAchievement(on.database, id);
  const issuer = achievement && (await findIssuer(on.database, achievement.issuerId));
  if (achievement === undefined || issuer === undefined) throw problem('not-found', 'There is no such achievement.');
  return { achievement, issuer };
}
