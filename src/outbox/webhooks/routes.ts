import { z } from 'zod';
import { issuerCaller } from '../../platform/auth.ts';
import type { Http } from '../../platform/http.ts';
import { problemResponses } from '../../platform/problem-responses.ts';
import type { Delivering } from '../relay.ts';
import { replayDead } from '../replay.ts';
import {
  changeEndpoint,
  createEndpoint,
  endpointAnswer,
  noSuchEndpoint,
  removeEndpoint,
  testEndpoint,
} from './endpoints.ts';
import { rotateEndpointSecret } from './rotate-secret.ts';
import * as shape from './schema.ts';
import type { SecretBox } from './secrets.ts';
import { selectEndpoint, selectEndpoints } from './store.ts';

const tags = ['Events'];
const byId = z.object({ id: z.uuid() });
const read = { needs: 'webhooks:read' } as const;
const write = { needs: 'webhooks:write' } as const;

/** Where an issuer wants to be told of events by HTTP. */
export function webhookRoutes(http: Http, on: Delivering, box: SecretBox): void {
  http.post(
    '/v1/webhooks',
    {
      config: write,
      schema: {
        tags,
        summary: 'Be told of events by HTTP (Standard Webhooks)',
        body: shape.createWebhook,
        response: { 201: shape.webhookWithSecret, ...problemResponses(400, 401, 403, 409, 422) },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await createEndpoint(on, box, issuerCaller(request), request.body)),
  );

  http.get(
    '/v1/webhooks',
    {
      config: read,
      schema: {
        tags,
        summary: 'List the webhooks',
        response: { 200: z.object({ items: z.array(shape.webhookShape) }), ...problemResponses(401, 403) },
      },
    },
    async (request) => ({
      items: (await selectEndpoints(on.database, issuerCaller(request).issuerId)).map(endpointAnswer),
    }),
  );

  http.get(
    '/v1/webhooks/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'Read one webhook',
        params: byId,
        response: { 200: shape.webhookShape, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const endpoint = await selectEndpoint(on.database, issuerCaller(request).issuerId, request.params.id);
      if (endpoint === undefined) throw noSuchEndpoint();
      return endpointAnswer(endpoint);
    },
  );

  http.patch(
    '/v1/webhooks/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Change where a webhook is, what it gets, or whether it gets anything',
        params: byId,
        body: shape.changeWebhook,
        response: { 200: shape.webhookShape, ...problemResponses(400, 401, 403, 404, 422) },
      },
    },
    async (request) => changeEndpoint(on, issuerCaller(request), request.params.id, request.body),
  );

  http.delete(
    '/v1/webhooks/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Remove a webhook; what is still to be delivered is cancelled',
        params: byId,
        response: { 204: z.null(), ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      await removeEndpoint(on, box, issuerCaller(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
  secretAndReplayRoutes(http, on, box);
}

function secretAndReplayRoutes(http: Http, on: Delivering, box: SecretBox): void {
  http.post(
    '/v1/webhooks/:id/rotate',
    {
      config: write,
      schema: {
        tags,
        summary: 'Make a new secret; the one of before signs along for a while',
        params: byId,
        body: shape.rotateSecret,
        response: { 200: shape.webhookWithSecret, ...problemResponses(400, 401, 403, 404, 409) },
      },
    },
    async (request) =>
      rotateEndpointSecret(on, box, issuerCaller(request), request.params.id, request.body.overlapHours),
  );

  http.post(
    '/v1/webhooks/:id/test',
    {
      config: write,
      schema: {
        tags,
        summary: 'Send the event `webhook.test` to this webhook only',
        params: byId,
        response: { 202: shape.testQueued, ...problemResponses(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await testEndpoint(on, issuerCaller(request), id);
      const deliveries = `${on.config.publicBaseUrl}/v1/deliveries?receiver=${id}`;
      return reply.status(202).send({ deliveries });
    },
  );

  http.post(
    '/v1/webhooks/:id/replay',
    {
      config: write,
      schema: {
        tags,
        summary: 'Deliver once more whatever was given up since a moment',
        params: byId,
        body: shape.replayWebhook,
        response: { 200: shape.replayed, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const caller = issuerCaller(request);
      const { id } = request.params;
      if ((await selectEndpoint(on.database, caller.issuerId, id)) === undefined) throw noSuchEndpoint();
      return { replayed: await replayDead(on, caller, id, new Date(request.body.since)) };
    },
  );
}
