import { z } from 'zod';
import { issuerCaller } from '../../platform/auth.ts';
import type { Http } from '../../platform/http.ts';
import { pageOf } from '../../platform/pagination.ts';
import { problemResponses } from '../../platform/problem-responses.ts';
import type { Delivering } from '../delivering.ts';
import { deliveryAnswer, listDeliveries, readDelivery } from './read.ts';
import { replayDelivery } from './replay.ts';
import { deliveryQuery, deliveryShape } from './schema.ts';

const tags = ['Events'];
const params = z.object({ id: z.uuid() });

/** What became of every message to every receiver. */
export function deliveriesRoutes(http: Http, on: Delivering): void {
  http.get(
    '/v1/deliveries',
    {
      config: { needs: 'events:read' },
      schema: {
        tags,
        summary: 'List what is told to whom, by mail or webhook, with its state',
        querystring: deliveryQuery,
        response: { 200: pageOf(deliveryShape), ...problemResponses(400, 401, 403) },
      },
    },
    async (request) => {
      const { state, channel, message, award, ...page } = request.query;
      return listDeliveries(on, issuerCaller(request), { state, channel, messageId: message, awardId: award }, page);
    },
  );

  http.get(
    '/v1/deliveries/:id',
    {
      config: { needs: 'events:read' },
      schema: {
        tags,
        summary: 'Read what became of one delivery',
        params,
        response: { 200: deliveryShape, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request) => deliveryAnswer(await readDelivery(on, issuerCaller(request), request.params.id)),
  );

  http.post(
    '/v1/deliveries/:id/replay',
    {
      config: { needs: 'webhooks:write' },
      schema: {
        tags,
        summary: 'Send a delivery again, whatever became of it',
        params,
        response: { 202: deliveryShape, ...problemResponses(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) =>
      reply.status(202).send(await replayDelivery(on, issuerCaller(request), request.params.id)),
  );
}
