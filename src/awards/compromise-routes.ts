import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Issuing } from '../credentials/index.ts';
import { findKey } from '../issuers/index.ts';
import { issuerCaller } from '../platform/auth.ts';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { compromiseKey, describeKey, startReissue } from './compromise.ts';
import * as shape from './compromise-schema.ts';

const tags = ['Issuers and keys'];
const byId = z.object({ id: z.uuid() });

/** A key in the wrong hands: what its issuer, or the operator for it, does about it. */
export function compromiseRoutes(http: Http, on: Issuing): void {
  http.get(
    '/v1/keys/:id',
    {
      config: { needs: { anyOf: ['issuer:read', 'operator'] } },
      schema: {
        tags,
        summary: 'Read a signing key, and how far the playbook for a compromised one has come',
        params: byId,
        response: { 200: shape.keyShape, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request) => describeKey(on, (await ownerOf(on, request, request.params.id)).issuerId, request.params.id),
  );

  http.post(
    '/v1/keys/:id/compromise',
    {
      config: { needs: { anyOf: ['issuer:write', 'operator'] } },
      schema: {
        tags,
        summary: 'Mark a key as compromised: a fresh one takes over, what it signed since then is revoked',
        params: byId,
        body: shape.compromise,
        response: { 200: shape.keyShape, ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422) },
      },
    },
    async (request) => {
      const caller = await ownerOf(on, request, request.params.id);
      await compromiseKey(on, caller, request.params.id, request.body);
      return describeKey(on, caller.issuerId, request.params.id);
    },
  );

  http.post(
    '/v1/keys/:id/reissue',
    {
      config: { needs: { anyOf: ['issuer:write', 'operator'] } },
      schema: {
        tags,
        summary: 'Sign anew what a compromised key signed before it was compromised; goes on in the background',
        params: byId,
        response: { 202: shape.keyShape, ...problemResponses(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const caller = await ownerOf(on, request, request.params.id);
      await startReissue(on, caller, request.params.id);
      return reply.status(202).send(await describeKey(on, caller.issuerId, request.params.id));
    },
  );
}

/** The operator acts for the issuer whose key it is; an issuer's API key only for its own, which the verbs check. */
async function ownerOf(on: Deps, request: FastifyRequest, keyId: string): Promise<IssuerCaller> {
  if (request.principal?.kind !== 'operator') return issuerCaller(request);
  const key = await findKey(on.database, keyId);
  if (key === undefined) throw problem('not-found', 'There is no such signing key.');
  return { issuerId: key.issuerId, actor: 'operator', requestId: request.id };
}
