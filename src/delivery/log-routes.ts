import { z } from 'zod';
import { findIssueOfAward } from '../credentials/index.ts';

import type { Http } from '../platform/http.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import type { Guarded } from '../privacy/index.ts';
import { type Logged, logOfCredential } from '../transparency/index.ts';
import { loadCredential } from './load-badge.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const loggedShape = z.object({
  kind: z.enum(['issued', 'revoked', 'suspended', 'reinstated', 'audit']),
  time: z.iso.datetime().meta({ description: 'When it was put into the log.' }),
  salt: hash.meta({ description: 'SHA-256(salt ‖ SHA-256(signed bytes)) is the digest.' }),
  digest: hash,
  leaf: z.string().meta({ description: 'The entry, byte for byte.' }),
  index: z.int(),
  proof: z.array(hash).meta({ description: 'Audit path (RFC 6962 §2.1.1) in the log of the checkpoint.' }),
});

const answerShape = loggedShape
  .extend({
    issue: z.int(),
    checkpoint: z.string().meta({ description: 'The signed checkpoint that the proofs are for.' }),
    later: z.array(loggedShape).meta({ description: 'What happened to the badge afterwards.' }),
  })
  .meta({ id: 'BadgeLog', description: 'Where the public log shows a badge.' });

/** The proof that a badge was issued no later than the log says. */
export function badgeLogRoutes(http: Http, on: Guarded): void {
  http.get(
    '/credentials/:id/log',
    {
      schema: {
        tags: ['Transparency'],
        summary: 'Where the public log shows a badge, with proof',
        params: z.object({ id: z.uuid() }),
        querystring: z.strictObject({
          issue: z.coerce
            .number()
            .int()
            .min(1)
            .max(1_000_000)
            .optional()
            .meta({ description: 'The newest, if absent.' }),
        }),
        response: { 200: answerShape, ...problemResponses(400, 404, 503) },
      },
    },
    async (request, reply) => {
      // Whoever may not see the badge may not see its salts.
      const newest = await loadCredential(on, request.params.id);
      const { issue = newest.issue } = request.query;
      const credential =
        issue === newest.issue ? newest : await findIssueOfAward(on, on.database, request.params.id, issue);
      if (credential === undefined) throw problem('not-found', 'This badge was not issued that often.');
      const { checkpoint, logged } = await logOfCredential(on, credential.id);
      const [issued, ...later] = inOrder(logged).flatMap(shown);
      if (logged.length === 0) throw problem('unavailable', 'This badge gets its place in the log in a second.');
      if (issued?.kind !== 'issued') throw problem('not-found', 'What ties this badge to the log was erased.');
      reply.header('x-robots-tag', 'noindex');
      return { ...issued, issue, checkpoint, later };
    },
  );
}

const inOrder = (logged: readonly Logged[]) => logged.toSorted((a, b) => a.inclusion.index - b.inclusion.index);

function shown({ kind, time, salt, digest, leaf, inclusion }: Logged) {
  if (salt === null) return [];
  return [
    {
      kind,
      time: time.toISOString(),
      salt: salt.toString('hex'),
      digest: digest.toString('hex'),
      leaf: leaf.toString(),
      index: inclusion.index,
      proof: inclusion.proof.map((each) => each.toString('hex')),
    },
  ];
}
