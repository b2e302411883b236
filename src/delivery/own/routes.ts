import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listAwardsOfLearner } from '../../awards/index.ts';
import { findCredentialOfAward } from '../../credentials/index.ts';
import type { Learning } from '../../learners/index.ts';
import { type OwnDeed, ownDeeds, renderOwnErasurePage, renderOwnPage } from '../../pages/index.ts';
import { giveConsent, share, takeBackErasure, withdrawConsent } from '../../participants/index.ts';
import type { Http } from '../../platform/http.ts';
import { problem } from '../../platform/problem.ts';
import { problemResponses } from '../../platform/problem-responses.ts';
import { sendAsIs } from '../../platform/send-as-is.ts';
import { languages } from '../../platform/text.ts';
import { chooseLanguage, chooseType } from '../negotiate.ts';
import { sendPage } from '../send-page.ts';
import { emptyForm, formLimits, parseForm, refuseOtherSites, sharingForm, sureForm } from './forms.ts';
import { loadOwn } from './load-own.ts';
import { ownAnswer, ownShape } from './own-answer.ts';
import { eraseOwnData, exportOwnData } from './own-data.ts';
import { ownErasureView, ownView } from './own-view.ts';
import { withLink } from './with-link.ts';

const tags = ['Participants'];
const mine = z.object({
  token: z.string().max(300).meta({ description: 'What the link ends with. It is the key: tell nobody.' }),
});
const languageQuery = z.object({ lang: z.enum(languages).optional().catch(undefined) });
const pageQuery = languageQuery.extend({
  done: z.enum(ownDeeds).optional().catch(undefined).meta({ description: 'What was just done, for the page to say.' }),
  at: z.uuid().optional().catch(undefined).meta({ description: 'To which badge.' }),
});
const page = z.string().meta({ description: 'A page for people.' });
const refusals = problemResponses(400, 404, 406, 410);
const formRefusals = problemResponses(400, 403, 404, 409, 410, 413, 415);
const seeOther = { 303: z.null().meta({ description: 'Done; the page tells what holds now.' }), ...formRefusals };
const consumes = ['application/x-www-form-urlencoded'];

/**
 * What a learner sees and does without an account. The token in the path is the only credential: 256 bits, kept as a hash, with an
 * end, never in a log line, a referrer or a cache. There is no cookie, so no other site can act for the learner (see `forms.ts`).
 */
export async function ownPageRoutes(http: Http, on: Learning): Promise<void> {
  await http.register(async (plain) => {
    plain.removeAllContentTypeParsers();
    plain.addContentTypeParser(
      consumes,
      { parseAs: 'string', bodyLimit: formLimits.bytes },
      async (_request: FastifyRequest, body: string) => parseForm(body),
    );
    plain.addHook('onRequest', async (_request, reply) => {
      reply.headers({
        'cache-control': 'no-store',
        'x-robots-tag': 'noindex',
        'cross-origin-resource-policy': 'same-origin',
      });
    });
    plain.addHook('onRequest', refuseOtherSites(on));
    const scope = plain.withTypeProvider<ZodTypeProvider>();
    readingRoutes(scope, on);
    decidingRoutes(scope, on);
    erasureRoutes(scope, on);
  });
}

function readingRoutes(http: Http, on: Learning): void {
  http.get(
    '/mine/:token',
    {
      schema: {
        tags,
        summary: 'What an issuer holds about you: your badges, results and consents; a page, or data by Accept',
        params: mine,
        querystring: pageQuery,
        response: {
          200: {
            description: 'What is held, and what you decided.',
            content: { 'text/html': { schema: page }, 'application/json': { schema: ownShape } },
          },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { token } = request.params;
      const type = chooseType(request, ['text/html', 'application/json']);
      const own = await withLink(on, token, request.id, (caller, link) => loadOwn(on, caller, link));
      if (type === 'application/json') return sendAsIs(reply, type, ownAnswer(own));
      const language = chooseLanguage(request, request.query.lang ?? own.learner.language ?? undefined);
      return sendPage(reply, renderOwnPage(ownView(on, token, own, language, request.query), language), 'no-store');
    },
  );

  http.get(
    '/mine/:token/export',
    {
      schema: {
        tags,
        summary: 'Everything that the issuer holds about you, with every badge (AVG/GDPR art. 15 and 20)',
        params: mine,
        response: {
          200: {
            description: 'The same as GET /v1/learners/{id}/export.',
            content: { 'application/json': { schema: z.looseObject({ exportedAt: z.iso.datetime() }) } },
          },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const data = await withLink(on, request.params.token, request.id, (caller, link) =>
        exportOwnData(on, caller, link),
      );
      reply.header('content-disposition', 'attachment; filename="stempel-export.json"');
      return sendAsIs(reply, 'application/json', data);
    },
  );

  http.get(
    '/mine/:token/badges/:id',
    {
      schema: {
        tags,
        summary: 'The signed file of one of your badges, also while its page is not shared',
        params: mine.extend({ id: z.uuid() }),
        response: {
          200: {
            description: 'The badge, byte for byte as it was signed.',
            content: { 'application/vc+ld+json': { schema: z.looseObject({ id: z.string() }) } },
          },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { token, id } = request.params;
      const credential = await withLink(on, token, request.id, async (_caller, { issuerId, learnerId }) => {
        const own = await listAwardsOfLearner(on.database, issuerId, learnerId);
        return own.some((award) => award.id === id) ? findCredentialOfAward(on, on.database, id) : undefined;
      });
      if (credential === undefined) throw problem('not-found', 'You have no such badge.');
      reply.header('content-disposition', `attachment; filename="badge-${id}.json"`);
      return sendAsIs(reply, 'application/vc+ld+json', credential.bytes);
    },
  );
}

function decidingRoutes(http: Http, on: Learning): void {
  http.post(
    '/mine/:token/sharing',
    {
      schema: {
        tags,
        summary: 'Share the page of a badge, or of all; show your name on it; or stop doing so',
        params: mine,
        querystring: languageQuery,
        consumes,
        body: sharingForm,
        response: seeOther,
      },
    },
    async (request, reply) => {
      const { badge, ...wish } = request.body;
      await withLink(on, request.params.token, request.id, (caller, link) =>
        share(on, caller, link.learnerId, badge, wish),
      );
      return back(request, reply, 'sharing', 'badges', badge === 'all' ? undefined : badge);
    },
  );

  for (const [verb, decide, deed, summary] of [
    ['give', giveConsent, 'consent-given', 'Agree to what the issuer asks'],
    ['withdraw', withdrawConsent, 'consent-withdrawn', 'Withdraw a consent, or say no to what is asked'],
  ] as const) {
    http.post(
      `/mine/:token/consents/:id/${verb}`,
      {
        schema: {
          tags,
          summary,
          params: mine.extend({ id: z.uuid() }),
          querystring: languageQuery,
          consumes,
          body: emptyForm,
          response: seeOther,
        },
      },
      async (request, reply) => {
        const { token, id } = request.params;
        await withLink(on, token, request.id, (caller, link) => decide(on, caller, link.learnerId, id));
        return back(request, reply, deed, 'consents');
      },
    );
  }
}

function erasureRoutes(http: Http, on: Learning): void {
  http.get(
    '/mine/:token/erasure',
    { schema: { hide: true, params: mine, querystring: languageQuery } },
    async (request, reply) => {
      const { token } = request.params;
      const own = await withLink(on, token, request.id, (caller, link) => loadOwn(on, caller, link));
      const language = chooseLanguage(request, request.query.lang ?? own.learner.language ?? undefined);
      return sendPage(reply, renderOwnErasurePage(ownErasureView(on, token, own, language), language), 'no-store');
    },
  );

  http.post(
    '/mine/:token/erasure',
    {
      schema: {
        tags,
        summary: "Be erased: done at once, or asked of the issuer, as the issuer's policy says",
        params: mine,
        querystring: languageQuery,
        consumes,
        body: sureForm,
        response: seeOther,
      },
    },
    async (request, reply) => {
      // Once it is done the page itself says so: 410.
      const { token } = request.params;
      await withLink(on, token, request.id, (caller, link) => eraseOwnData(on, caller, link));
      return back(request, reply, 'erasure-requested', 'erasure');
    },
  );

  http.post(
    '/mine/:token/erasure/take-back',
    {
      schema: {
        tags,
        summary: 'Take back the request to be erased',
        params: mine,
        querystring: languageQuery,
        consumes,
        body: emptyForm,
        response: seeOther,
      },
    },
    async (request, reply) => {
      await withLink(on, request.params.token, request.id, (caller, link) =>
        takeBackErasure(on, caller, link.learnerId),
      );
      return back(request, reply, 'erasure-taken-back', 'erasure');
    },
  );
}

/** See Other (RFC 9110 §15.4.4): going back or reloading sends nothing twice. */
async function back(
  request: FastifyRequest<{ Params: { token: string }; Querystring: { lang?: string | undefined } }>,
  reply: FastifyReply,
  done: OwnDeed,
  place: string,
  badge?: string,
): Promise<void> {
  const { lang } = request.query;
  const query = new URLSearchParams({ ...(lang && { lang }), done, ...(badge !== undefined && { at: badge }) });
  await reply.redirect(
    `/mine/${encodeURIComponent(request.params.token)}?${query}#${badge === undefined ? place : `badge-${badge}`}`,
    303,
  );
}
