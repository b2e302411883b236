import { z } from 'zod';
import { issuerCaller } from '../platform/auth.ts';
import type { Http } from '../platform/http.ts';
import { pageOf, toPage } from '../platform/pagination.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import type { Delivering } from './relay.ts';
import { replayDelivery } from './replay.ts';
import * as shape from './schema.ts';
import { type Delivery, selectDeliveries, selectDelivery } from './store.ts';

const tags = ['Events'];
const byId = z.object({ id: z.uuid() });

/** What became of each message: who is told, how often it was tried, and telling it again. */
export function deliveryStateRoutes(http: Http, on: Delivering): void {
  http.get(
    '/v1/deliveries',
    {
      config: { needs: 'events:read' },
      schema: {
        tags,
        summary: 'List deliveries (mails, webhooks), the newest first',
        querystring: shape.deliveryQuery,
        response: { 200: pageOf(shape.deliveryShape), ...problemResponses(400, 401, 403) },
      },
    },
    async (request) => {
      const { issuerId } = issuerCaller(request);
      const { limit, after, award, event, state, channel, receiver } = request.query;
      const subject = award === undefined ? undefined : `award:${award}`;
      const filter = { state, channel, receiver, message: event, subject };
      const page = toPage(await selectDeliveries(on.database, issuerId, filter, limit + 1, after), limit);
      return { ...page, items: page.items.map(toAnswer) };
    },
  );

  http.get(
    '/v1/deliveries/:id',
    {
      config: { needs: 'events:read' },
      schema: {
        tags,
        summary: 'Read one delivery',
        params: byId,
        response: { 200: shape.deliveryShape, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const delivery = await selectDelivery(on.database, issuerCaller(request).issuerId, request.params.id);
      if (delivery === undefined) throw problem('not-found', 'There is no such delivery.');
      return toAnswer(delivery);
    },
  );

  http.post(
    '/v1/deliveries/:id/replay',
    {
      config: { needs: 'webhooks:write' },
      schema: {
        tags,
        summary: 'Tell it once more',
        params: byId,
        response: { 200: shape.deliveryShape, ...problemResponses(400, 401, 403, 404, 409) },
      },
    },
    async (request) => toAnswer(await replayDelivery(on, issuerCaller(request), request.params.id)),
  );
}

function toAnswer(row: Delivery): shape.DeliveryAnswer {
  const isOpen = row.state === 'pending' || row.state === 'sending';
  return {
    id: row.id,
    channel: row.channel,
    receiver: row.receiver,
    events: [...row.messageIds],
    kind: row.kind,
    subject: row.subject,
    state: row.state,
    attempts: row.attempts,
    ...(isOpen && { nextAttemptAt: row.nextAttemptAt.toISOString() }),
    ...(row.lastError !== null && { lastError: row.lastError }),
    createdAt: row.createdAt.toISOString(),
    ...(row.finishedAt !== null && { finishedAt: row.finishedAt.toISOString() }),
  };
}
