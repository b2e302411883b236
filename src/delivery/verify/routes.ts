import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { scriptPath } from '../../browser/index.ts';
import { renderHowPage, renderVerifyPage, scriptingPolicy, type VerifyView } from '../../pages/index.ts';
import type { Http } from '../../platform/http.ts';
import { Problem, problem } from '../../platform/problem.ts';
import { problemResponses, problemShape } from '../../platform/problem-responses.ts';
import { sendAsIs } from '../../platform/send-as-is.ts';
import { type Language, languages } from '../../platform/text.ts';
import type { Guarded } from '../../privacy/index.ts';
import { verifiedShape } from '../../verification/index.ts';
import { siteAt } from '../badge-view.ts';
import { chooseLanguage, chooseType } from '../negotiate.ts';
import { selfCheckView } from '../self-check.ts';
import { sendPage } from '../send-page.ts';
import { unknownAddressView, verifyView } from '../verify-view.ts';
import { type Body, lineType, readBodies } from './bodies.ts';
import { judgeAsked } from './judge-asked.ts';
import { judgeLines } from './judge-lines.ts';
import { judgeSeveral, type Result } from './judge-several.ts';

const languageQuery = z.object({ lang: z.enum(languages).optional() });

const resultShape = z.union([verifiedShape, z.object({ problem: problemShape })]);
const answerShape = z.union([verifiedShape, z.object({ results: z.array(resultShape) })]);

const bodyShape = z
  .custom<Body>((body) => body === undefined || typeof body === 'object')
  .meta({
    description: [
      'The badge itself, as it is: JSON, a JWT, a baked PNG or SVG, a certificate (PDF) or a photo of a QR code, under its media type.',
      'Or a request: `{"url": …}`, `{"credential": …}` or `{"jwt": …}`, each with an optional `"recipient": {"email": …}` or `{"id": …}`.',
      'Or up to 100 of them, `{"badges": [ … ]}`, answered as `{"results": [ … ]}` in their order, each with a verdict or a `problem`.',
      `Or \`${lineType}\`: one badge or request a line; answered line by line, as \`{"line": 1, "verdict": …}\`.`,
    ].join(' '),
    examples: [{ url: 'https://stempel.example/credentials/019a0000-0000-7000-8000-000000000000' }],
  });

const schema = {
  tags: ['Public'],
  body: bodyShape,
  response: { 200: answerShape, ...problemResponses(400, 403, 404, 406, 410, 413, 415, 429) },
};

/** Judging badges, for programs and for people. Nothing that is sent is kept. */
export async function verifyRoutes(http: Http, on: Guarded): Promise<void> {
  http.get(
    '/verify',
    {
      schema: {
        tags: ['Public'],
        summary: 'Judge the badge at an address anew: a result that can be shared, of which nothing is kept',
        querystring: languageQuery.extend({
          url: z
            .string()
            .trim()
            .max(2_000)
            .optional()
            .meta({ description: 'Address of the badge; without it, the page with its form.' }),
        }),
        response: {
          200: {
            description: 'The verdict, or the page with it.',
            content: {
              'text/html': { schema: z.string().meta({ description: 'A page for people.' }) },
              'application/json': { schema: verifiedShape },
            },
          },
          ...problemResponses(400, 403, 404, 406, 410, 429),
        },
      },
    },
    async (request, reply) => {
      const { url, lang } = request.query;
      const language = chooseLanguage(request, lang);
      if (url === undefined || url === '') return sendVerifyPage(on, reply, verifyView(on, language), language);
      const one = { sent: { url } };
      // Who follows a shared link wants today's verdict, and search engines none at all.
      reply.headers({ 'x-robots-tag': 'noindex', 'cache-control': 'no-cache', vary: 'accept, accept-language' });
      if (chooseType(request, ['text/html', 'application/json']) === 'text/html')
        return answerPage(on, request, reply, { one, typed: { url } });
      return reply.type('application/json').send(await judgeAsked(on, one));
    },
  );

  http.get('/verify/how', { schema: { hide: true, querystring: languageQuery } }, async (request, reply) => {
    const language = chooseLanguage(request, request.query.lang);
    return sendPage(reply, renderHowPage({ site: siteAt(on, '/verify/how') }, language));
  });

  await http.register(async (scope) => {
    readBodies(scope);
    const routes = scope.withTypeProvider<ZodTypeProvider>();
    routes.post(
      '/verify',
      { schema: { ...schema, summary: 'Judge a badge of any issuer, in any form' } },
      async (request, reply) => {
        // No body at all is nothing to judge, and that is a verdict.
        const body = request.body ?? nothing;
        const isPage = 'one' in body && chooseType(request, ['application/json', 'text/html']) === 'text/html';
        return isPage ? answerPage(on, request, reply, body) : answer(on, request, reply, body);
      },
    );
    routes.post(
      '/v1/verify',
      {
        config: { knowsKeys: true },
        schema: { ...schema, summary: 'The same for programs; with an API key it is counted on that key' },
      },
      async (request, reply) => answer(on, request, reply, request.body ?? nothing),
    );
  });
}

const nothing: Body = { one: { sent: { bytes: new Uint8Array() } } };

async function answer(on: Guarded, request: FastifyRequest, reply: FastifyReply, body: Body) {
  if ('one' in body) return judgeAsked(on, body.one);
  if ('several' in body) {
    // One request is counted already; judging is what costs (threats.md §5).
    if (!(await request.countMore(body.several.length - 1)))
      throw problem('too-many-requests', 'These are more badges than may be asked about in a minute. Go on later.');
    return { results: await judgeSeveral(on, body.several, request.id) };
  }
  const caller = { requestId: request.id, countMore: (badges: number) => request.countMore(badges) };
  return sendAsIs(reply, lineType, Readable.from(judgeLines(on, body.lines, caller, written)));
}

function written(line: number, result: Result): string {
  return `${JSON.stringify({ line, ...resultShape.parse(result) })}\n`;
}

async function answerPage(
  on: Guarded,
  request: FastifyRequest,
  reply: FastifyReply,
  { one, typed = {} }: Extract<Body, { one: unknown }>,
) {
  const language = chooseLanguage(request, languageQuery.safeParse(request.query).data?.lang);
  try {
    const verification = await judgeAsked(on, one);
    const view = verifyView(on, language, typed, { verification, document: verification.document });
    return await sendVerifyPage(on, reply, view, language);
  } catch (error) {
    // Somebody who pasted a link is told beside the field what to do instead.
    if (!(error instanceof Problem && error.code === 'not-found')) throw error;
    return sendVerifyPage(on, reply.status(404), unknownAddressView(on, typed.url ?? '', language), language);
  }
}

/** A badge of anybody can be checked on the page itself, so its script may ask any issuer. */
async function sendVerifyPage(on: Guarded, reply: FastifyReply, view: VerifyView, language: Language): Promise<void> {
  const selfCheck = await selfCheckView(on, { field: 'credential' });
  const formScript = selfCheck && (await scriptPath('verify-form'));
  const shown = { ...view, ...(selfCheck && { selfCheck }), ...(formScript !== undefined && { formScript }) };
  return sendPage(reply, renderVerifyPage(shown, language), 'no-cache', scriptingPolicy('issuers'));
}
