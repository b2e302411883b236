import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { issuerCaller } from '../platform/auth.ts';
import type { Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { didDocument } from './did-document.ts';
import { keySet } from './jwks.ts';
import { activateKey, createSigningKey, listSigningKeys, retireKey } from './key-life.ts';
import type { Keyring } from './keyring.ts';
import * as shape from './schema.ts';
import { selectIssuerBySlug, selectKeysOfAll, selectSigningKeys } from './store.ts';

const tags = ['Issuers and keys'];
const byId = z.object({ id: z.uuid() });
const bySlug = z.object({ slug: z.string().max(63) });

/** The operator gives an issuer its keys. */
export function operatorKeyRoutes(http: Http, on: Deps, keyring: Keyring): void {
  http.post(
    '/v1/issuers/:id/keys',
    {
      config: { needs: 'operator' },
      schema: {
        tags,
        summary: 'Make a signing key for an issuer; active at once, or pending until the moment named',
        params: byId,
        body: shape.createSigningKey,
        response: { 201: shape.signingKey, ...problemResponses(400, 401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      const caller = { actor: 'operator', requestId: request.id };
      return reply.status(201).send(await createSigningKey(on, keyring, caller, request.params.id, request.body));
    },
  );
}

/** The issuer's own keys: making, activating and retiring them. */
export function keyRoutes(http: Http, on: Deps, keyring: Keyring): void {
  http.get(
    '/v1/keys',
    {
      config: { needs: 'issuer:read' },
      schema: {
        tags,
        summary: 'List the signing keys',
        response: { 200: z.object({ items: z.array(shape.signingKey) }), ...problemResponses(401, 403) },
      },
    },
    async (request) => ({ items: await listSigningKeys(on, issuerCaller(request).issuerId) }),
  );

  http.post(
    '/v1/keys',
    {
      config: { needs: 'issuer:write' },
      schema: {
        tags,
        summary: 'Make a signing key and activate it, now or later; the one before is then retired and stays published',
        body: shape.createSigningKey,
        response: { 201: shape.signingKey, ...problemResponses(400, 401, 403, 422) },
      },
    },
    async (request, reply) => {
      const caller = issuerCaller(request);
      return reply.status(201).send(await createSigningKey(on, keyring, caller, caller.issuerId, request.body));
    },
  );

  for (const [verb, change, summary] of [
    ['activate', activateKey, 'Activate a pending key now; the one before is retired in the same moment'],
    ['retire', retireKey, 'Retire a pending key, or one of P-256 or RSA; what it signed stays valid'],
  ] as const) {
    http.post(
      `/v1/keys/:id/${verb}`,
      {
        config: { needs: 'issuer:write' },
        schema: {
          tags,
          summary,
          params: byId,
          response: { 200: shape.signingKey, ...problemResponses(400, 401, 403, 404, 409) },
        },
      },
      async (request) => {
        const caller = issuerCaller(request);
        return change(on, caller, caller.issuerId, request.params.id);
      },
    );
  }
}

/** What machines of anybody read: every key that an issuer ever had, as DID document and as key set. */
export function publicKeyRoutes(http: Http, on: Deps): void {
  const keys = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });

  http.get(
    '/issuers/:slug/did.json',
    {
      schema: {
        tags: ['Public'],
        summary: 'DID document of an issuer (did:web)',
        params: bySlug,
        response: { 200: z.looseObject({ id: z.string() }), ...problemResponses(404) },
      },
    },
    async ({ params }, reply) => {
      const issuer = await existing(on, params.slug);
      const document = didDocument(issuer, await selectSigningKeys(on.database, issuer.id));
      return forEverybody(reply, 'application/did+json').send({ ...document });
    },
  );

  http.get(
    '/issuers/:slug/jwks.json',
    {
      schema: {
        tags: ['Public'],
        summary: 'Every key of an issuer that still counts, old ones too, as JSON Web Key Set',
        params: bySlug,
        response: { 200: keys, ...problemResponses(404) },
      },
    },
    async ({ params }, reply) => {
      const { id, did } = await existing(on, params.slug);
      const found = await selectSigningKeys(on.database, id);
      return forEverybody(reply, 'application/jwk-set+json').send(keySet(found.map((key) => ({ did, key }))));
    },
  );

  http.get(
    '/.well-known/jwks.json',
    {
      schema: {
        tags: ['Public'],
        summary: 'The keys of all issuers of this service, as JSON Web Key Set',
        response: { 200: keys, ...problemResponses() },
      },
    },
    async (_request, reply) =>
      forEverybody(reply, 'application/jwk-set+json').send(keySet(await selectKeysOfAll(on.database))),
  );
}

/** A pending key is published long before its first signature, so that a copy may be a minute old. */
function forEverybody<Reply extends FastifyReply>(reply: Reply, type: string): Reply {
  reply.type(type).header('cache-control', 'public, max-age=60');
  return reply;
}

async function existing(on: Deps, slug: string) {
  const issuer = await selectIssuerBySlug(on.database, slug);
  if (issuer === undefined) throw problem('not-found', 'There is no such issuer.');
  return issuer;
}
