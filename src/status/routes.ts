import { z } from 'zod';
import type { Keyring } from '../issuers/index.ts';
import type { Deps } from '../platform/deps.ts';
import { isKnown } from '../platform/etag.ts';
import type { Http } from '../platform/http.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { sendAsIs } from '../platform/send-as-is.ts';
import { freshFor, publishedList } from './publish.ts';

/** How a list may be called: by its own name, or for readers who ask for JSON and look at that word alone. The bytes are the same. */
const types = ['application/vc', 'application/ld+json', 'application/json'] as const;

const listShape = z.looseObject({ id: z.string(), type: z.array(z.string()) });

/** What verifiers of anybody fetch. */
export function statusRoutes(http: Http, on: Deps, keyring: Keyring): void {
  http.get(
    '/status/:id',
    {
      schema: {
        tags: ['Public'],
        summary: 'A status list (BitstringStatusListCredential), signed',
        params: z.object({ id: z.uuid() }),
        response: {
          200: {
            description: 'The signed list.',
            content: Object.fromEntries(types.map((type) => [type, { schema: listShape }])),
          },
          304: z.null().meta({ description: 'Not changed since the ETag you named.' }),
          ...problemResponses(400, 404, 503),
        },
      },
    },
    async (request, reply) => {
      const { bytes, etag, signedAt } = await publishedList(on, keyring, request.params.id);
      reply
        // The same as `ttl` in the list (Bitstring Status List §2.2). At the origin a change shows at once; a copy is asked about again
        // before it is used after this time, and not used at all when nobody answers.
        .header('cache-control', `public, max-age=${freshFor}, must-revalidate`)
        .header('expires', new Date(on.clock.now().getTime() + freshFor * 1_000).toUTCString())
        // For people and logs. Requests are compared by ETag only: two change-sets can be signed within one second.
        .header('last-modified', signedAt.toUTCString())
        .header('etag', etag)
        .header('vary', 'accept');
      if (isKnown(etag, request.headers['if-none-match'])) return reply.status(304).send(null);
      // Whoever accepts none of these gets the list all the same: a verifier without it could not go on.
      return sendAsIs(reply, String(request.accepts().type([...types]) || types[0]), bytes);
    },
  );
}
