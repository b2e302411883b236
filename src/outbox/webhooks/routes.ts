import { z } from 'zod';
import { issuerCaller } from '../../platform/auth.ts';
import type { Http } from '../../platform/http.ts';
import { pageOf, pageQuery, toPage } from '../../platform/pagination.ts';
import { problemResponses } from '../../platform/problem-responses.ts';
import { listDeliveries } from '../deliveries/read.ts';
import { replayDead } from '../deliveries/replay.ts';
import { deliveryShape, replayed } from '../deliveries/schema.ts';
import type { Delivering } from '../delivering.ts';
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  endpointAnswer,
  readEndpoint,
  rotateSecret,
  testEndpoint,
} from './endpoints.ts';
import * as shape from './schema.ts';
import { selectEndpoints } from './store.ts';

const tags = ['Events'];
const params = z.object({ id: z.uuid() });

/** Where an issuer wants to be told by HTTP. */
export function webhookRoutes(http: Http, on: Delivering): void {
  http.post(
    '/v1/webhooks',
    {
      config: { needs: 'webhooks:write' },
      schema: {
        tags,
        summary: 'Make a webhook endpoint; the secret that messages are signed with is shown once',
        body: shape.createEndpoint,
        response: { 201: shape.createdEndpoint, ...problemResponses(400, 401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      const created = await createEndpoint(on, issuerCaller(request), request.body);
      return reply.status(201).header('location', `/v1/webhooks/${created.id}`).send(created);
    },
  );

  http.get(
    '/v1/webhooks',
    {
      config: { needs: 'webhooks:read' },
      schema: {
        tags,
        summary: 'List the webhook endpoints',
        querystring: pageQuery,
        response: { 200: pageOf(shape.endpoint), ...problemResponses(400, 401, 403) },
      },
    },
    async (request) => {
      const { limit, after } = request.query;
      const rows = await selectEndpoints(on.database, issuerCaller(request).issuerId, limit + 1, after);
      return toPage(rows.map(endpointAnswer), limit);
    },
  );

  http.get(
    '/v1/webhooks/:id',
    {
      config: { needs: 'webhooks:read' },
      schema: {
        tags,
        summary: 'Read a webhook endpoint',
        params,
        response: { 200: shape.endpoint, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request) => endpointAnswer(await readEndpoint(on, issuerCaller(request), request.params.id)),
  );

  http.patch(
    '/v1/webhooks/:id',
    {
      config: { needs: 'webhooks:write' },
      schema: {
        tags,
        summary: 'Change a webhook endpoint, or switch it off and on',
        params,
        body: shape.changeEndpoint,
        response: { 200: shape.endpoint, ...problemResponses(400, 401, 403, 404, 422) },
      },
    },
    async (request) => changeEndpoint(on, issuerCaller(request), request.params.id, request.body),
  );

  http.delete(
    '/v1/webhooks/:id',
    {
      config: { needs: 'webhooks:write' },
      schema: {
        tags,
        summary: 'Delete a webhook endpoint; what was still to be sent is cancelled',
        params,
        response: { 204: z.null().meta({ description: 'Deleted.' }), ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      await deleteEndpoint(on, issuerCaller(request), request.params.id);
      return reply.status(204).send(null);
    },
  );

  endpointActionRoutes(http, on);
}

function endpointActionRoutes(http: Http, on: Delivering): void {
  http.post(
    '/v1/webhooks/:id/rotate-secret',
    {
      config: { needs: 'webhooks:write' },
      schema: {
        tags,
        summary: 'Make a new secret; messages carry signatures of both for 24 hours',
        params,
        response: { 200: shape.createdEndpoint, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request) => rotateSecret(on, issuerCaller(request), request.params.id),
  );

  http.post(
    '/v1/webhooks/:id/test',
    {
      config: { needs: 'webhooks:write' },
      schema: {
        tags,
        summary: 'Send a message of the kind `webhook.tested` to this endpoint',
        params,
        response: {
          202: z.null().meta({ description: 'It will be sent.' }),
          ...problemResponses(400, 401, 403, 404, 409),
        },
      },
    },
    async (request, reply) => {
      await testEndpoint(on, issuerCaller(request), request.params.id);
      return reply.status(202).send(null);
    },
  );

  http.get(
    '/v1/webhooks/:id/deliveries',
    {
      config: { needs: 'webhooks:read' },
      schema: {
        tags,
        summary: 'List what was sent to this endpoint, with its state',
        params,
        querystring: pageQuery,
        response: { 200: pageOf(deliveryShape), ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const caller = issuerCaller(request);
      const { id } = await readEndpoint(on, caller, request.params.id);
      return listDeliveries(on, caller, { endpointId: id }, request.query);
    },
  );

  http.post(
    '/v1/webhooks/:id/replay',
    {
      config: { needs: 'webhooks:write' },
      schema: {
        tags,
        summary: 'Send again what was given up (dead) since a moment',
        params,
        body: shape.replayDead,
        response: { 202: replayed, ...problemResponses(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const { params: named, body } = request;
      return reply.status(202).send(await replayDead(on, issuerCaller(request), named.id, new Date(body.since)));
    },
  );
}
