import { and, asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { issuerCaller } from '../platform/auth.ts';
import type { Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { pageOf, pageQuery, toPage } from '../platform/pagination.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { outboxMessages } from '../platform/tables.ts';

const eventShape = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  kind: z.string().meta({ description: 'What happened: `award.issued`, `award.revoked`, `completion.recorded` …' }),
  subject: z.string().meta({ description: 'To what: `award:<id>` …' }),
  payload: z.record(z.string(), z.unknown()),
});

/**
 * What happened, in order, for a provider that polls: each message was written with its fact, so none is ever missing. Messages of
 * transactions that could still be overtaken are held back until every older transaction has ended.
 */
export function eventRoutes(http: Http, on: Deps): void {
  http.get(
    '/v1/events',
    {
      config: { needs: 'events:read' },
      schema: {
        tags: ['Events'],
        summary: 'Read what happened, oldest first; continue with `after`',
        querystring: pageQuery,
        response: { 200: pageOf(eventShape), ...problemResponses(400, 401, 403) },
      },
    },
    async (request) => {
      const { issuerId } = issuerCaller(request);
      const { limit, after } = request.query;
      if (after !== undefined && !(await isEventOf(on, issuerId, after))) {
        // An empty page would look like "nothing new", for ever.
        const detail = 'The id of one of your events was expected.';
        throw problem('invalid-request', 'There is no such event to continue after.', [{ parameter: 'after', detail }]);
      }
      const rows = await on.database
        .select()
        .from(outboxMessages)
        .where(
          and(
            eq(outboxMessages.issuerId, issuerId),
            sql`${outboxMessages.transaction} < pg_snapshot_xmin(pg_current_snapshot())`,
            after === undefined
              ? undefined
              : sql`(${outboxMessages.transaction}, ${outboxMessages.id}) >
                  (select transaction, id from outbox_messages where issuer_id = ${issuerId} and id = ${after})`,
          ),
        )
        .orderBy(asc(outboxMessages.transaction), asc(outboxMessages.id))
        .limit(limit + 1);
      const page = toPage(rows, limit);
      return {
        ...page,
        items: page.items.map(({ id, at, kind, subject, payload }) => ({
          id,
          at: at.toISOString(),
          kind,
          subject,
          payload,
        })),
      };
    },
  );
}

async function isEventOf(on: Deps, issuerId: string, id: string): Promise<boolean> {
  const found = await on.database
    .select({ id: outboxMessages.id })
    .from(outboxMessages)
    .where(and(eq(outboxMessages.issuerId, issuerId), eq(outboxMessages.id, id)));
  return found.length === 1;
}
