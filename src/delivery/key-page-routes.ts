import { z } from 'zod';
import { findIssuerBySlug, findKey, keyDocument } from '../issuers/index.ts';
import { renderKeyPage } from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { sendAsIs } from '../platform/send-as-is.ts';
import { languages } from '../platform/text.ts';
import { keyView } from './key-view.ts';
import { chooseLanguage, chooseType, publicTypes } from './negotiate.ts';
import { sendPage } from './send-page.ts';

const jsonLd = z.looseObject({ id: z.string() });

/** A signing key, also when it is long out of use: its page for people, its Multikey or JsonWebKey for programs. */
export function keyPageRoutes(http: Http, on: Deps): void {
  http.get(
    '/issuers/:slug/keys/:id',
    {
      schema: {
        tags: ['Public'],
        summary: 'A signing key of an issuer: as JSON-LD (Multikey or JsonWebKey), or its page (by Accept)',
        params: z.object({ slug: z.string().max(63), id: z.uuid() }),
        querystring: z.object({
          lang: z.enum(languages).optional().meta({ description: 'Language of the page.' }),
          format: z.literal('json').optional().meta({ description: 'The key as JSON, whatever is accepted.' }),
        }),
        response: {
          200: {
            description: 'The key, or its page.',
            content: {
              'text/html': { schema: z.string().meta({ description: 'A page for people.' }) },
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
      const key = await findKey(on.database, request.params.id);
      if (issuer === undefined || key === undefined || key.issuerId !== issuer.id) {
        throw problem('not-found', 'There is no such key.');
      }
      const type = request.query.format === 'json' ? 'application/json' : chooseType(request, publicTypes);
      if (type === 'text/html') {
        const language = chooseLanguage(request, request.query.lang);
        return sendPage(reply, renderKeyPage(keyView(on, issuer, key, language), language));
      }
      reply.headers({
        'cache-control': 'public, max-age=60',
        vary: 'accept, accept-language',
      });
      return sendAsIs(reply, type, keyDocument(issuer.did, key));
    },
  );
}
