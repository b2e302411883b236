import { z } from 'zod';
import { issuerCaller } from '../platform/auth.ts';
import type { Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from './api-keys.ts';
import * as shape from './schema.ts';

const tags = ['Issuers and keys'];
const byId = z.object({ id: z.uuid() });

/** The API keys of an issuer: listed, made, rotated, revoked. */
export function apiKeyRoutes(http: Http, on: Deps): void {
  http.get(
    '/v1/api-keys',
    {
      config: { needs: 'issuer:read' },
      schema: {
        tags,
        summary: 'List the API keys',
        response: { 200: z.object({ items: z.array(shape.apiKey) }), ...problemResponses(401, 403) },
      },
    },
    async (request) => ({ items: await listApiKeys(on, issuerCaller(request).issuerId) }),
  );

  http.post(
    '/v1/api-keys',
    {
      config: { needs: 'issuer:write' },
      schema: {
        tags,
        summary: 'Make an API key with at most the scopes and the time of the calling key',
        body: shape.createApiKey,
        response: { 201: shape.createdApiKey, ...problemResponses(400, 401, 403, 422) },
      },
    },
    async (request, reply) => {
      const caller = issuerCaller(request);
      const grantable = request.principal?.kind === 'issuer' ? request.principal : { scopes: [] };
      return reply.status(201).send(await createApiKey(on, caller, caller.issuerId, request.body, grantable));
    },
  );

  http.post(
    '/v1/api-keys/:id/rotate',
    {
      config: { needs: 'issuer:write' },
      schema: {
        tags,
        summary: 'Make the successor of an API key; the old one works on for the overlap',
        params: byId,
        body: shape.rotateApiKey,
        response: { 201: shape.createdApiKey, ...problemResponses(400, 401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      const caller = issuerCaller(request);
      const grantable = request.principal?.kind === 'issuer' ? request.principal : { scopes: [] };
      return reply.status(201).send(await rotateApiKey(on, caller, request.params.id, request.body, grantable));
    },
  );

  http.delete(
    '/v1/api-keys/:id',
    {
      config: { needs: 'issuer:write' },
      schema: {
        tags,
        summary: 'Revoke an API key at once',
        params: byId,
        response: { 204: z.null().meta({ description: 'Revoked.' }), ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      const caller = issuerCaller(request);
      await revokeApiKey(on, caller, caller.issuerId, request.params.id);
      return reply.status(204).send(null);
    },
  );
}
