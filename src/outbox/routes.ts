import { z } from 'zod';
import { issuerCaller } from '../platform/auth.ts';
import type { Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { pageOf } from '../platform/pagination.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { describeDelivery, listDeliveries, toDeliveryAnswer } from './read.ts';
import { replayDelivery } from './replay.ts';
import * as shape from './schema.ts';

const tags = ['Events'];
const byId = z.object({ id: z.uuid() });

/** What became of each message: who is told, how often it was tried, and telling it again. */
export function deliveryStateRoutes(http: Http, on: Deps): void {
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
    async (request) => listDeliveries(on, issuerCaller(request), request.query),
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
    async (request) => describeDelivery(on, issuerCaller(request), request.params.id),
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
    async (request) => toDeliveryAnswer(await replayDelivery(on, issuerCaller(request), request.params.id)),
  );
}
