import { z } from 'zod';
import { listWithdrawnAwards } from '../awards/index.ts';
import { badgeUrl } from '../credentials/index.ts';
import { findIssuerBySlug } from '../issuers/index.ts';
import type { Deps } from '../platform/deps.ts';
import { etagOf, isKnown } from '../platform/etag.ts';
import type { Http } from '../platform/http.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { sendAsIs } from '../platform/send-as-is.ts';

/** Seconds that a cache may keep the list; no longer than a status list. */
const freshFor = 60;

const revocationList = z.object({
  id: z.url(),
  issuer: z.string(),
  revokedCredentials: z.array(z.object({ id: z.url(), revoked: z.literal(true) })),
});

/**
 * The badges of an issuer that do not hold now, as 1EdTech Revocation List Status Method 1.0 has it, for consumers that read nothing else. It
 * knows no pages, so all are in one list. A badge that was issued again holds, and is not in it: the list is about badges, not about copies.
 */
export function revocationListRoute(http: Http, on: Deps): void {
  http.get(
    '/issuers/:slug/revocations',
    {
      schema: {
        tags: ['Public'],
        summary: 'The badges of an issuer that are revoked or suspended now (1EdTechRevocationList)',
        params: z.object({ slug: z.string().max(63) }),
        response: {
          200: { description: 'The list.', content: { 'application/json': { schema: revocationList } } },
          304: z.null().meta({ description: 'Not changed since the ETag you named.' }),
          ...problemResponses(400, 404),
        },
      },
    },
    async (request, reply) => {
      const issuer = await findIssuerBySlug(on.database, request.params.slug);
      if (issuer === undefined) throw problem('not-found', 'There is no such issuer.');
      const withdrawn = await listWithdrawnAwards(on.database, issuer.id);
      const list: z.infer<typeof revocationList> = {
        id: `${issuer.profileUrl}/revocations`,
        issuer: issuer.did,
        // Not why: the reason is on the page of the badge, for whoever holds its address for another reason than this list.
        revokedCredentials: withdrawn.map((id) => ({ id: badgeUrl(on, id), revoked: true })),
      };
      const bytes = Buffer.from(JSON.stringify(list));
      const etag = etagOf(bytes);
      reply
        .header('x-robots-tag', 'noindex')
        .header('cache-control', `public, max-age=${freshFor}, must-revalidate`)
        .header('etag', etag);
      if (isKnown(etag, request.headers['if-none-match'])) return reply.status(304).send(null);
      return sendAsIs(reply, 'application/json', bytes);
    },
  );
}
