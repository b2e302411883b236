import { z } from 'zod';
import { issuerCaller, scopes } from '../platform/auth.ts';
import type { Caller, Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { pageOf, pageQuery, toPage } from '../platform/pagination.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { apiKeyRoutes } from './api-key-routes.ts';
import { createApiKey } from './api-keys.ts';
import { didDocument } from './did-document.ts';
import { changeIssuer, createIssuer, createSigningKey, listSigningKeys, toIssuerAnswer } from './issuers.ts';
import type { Keyring } from './keyring.ts';
import * as shape from './schema.ts';
import { selectIssuer, selectIssuerBySlug, selectIssuers, selectSigningKeys } from './store.ts';

const tags = ['Issuers and keys'];
const byId = z.object({ id: z.uuid() });
const bySlug = z.object({ slug: z.string().max(63) });

/** The operator's doors: only the operator creates issuers, and gives each its first API key and signing key. */
export function operatorRoutes(http: Http, on: Deps, keyring: Keyring): void {
  const config = { needs: 'operator' } as const;
  const operator = (requestId: string): Caller => ({ actor: 'operator', requestId });

  http.post(
    '/v1/issuers',
    {
      config,
      schema: {
        tags,
        summary: 'Create an issuer',
        body: shape.createIssuer,
        response: { 201: shape.issuer, ...problemResponses(400, 401, 403, 409) },
      },
    },
    async (request, reply) => {
      const created = await createIssuer(on, operator(request.id), request.body);
      return reply.status(201).header('location', `/v1/issuers/${created.id}`).send(created);
    },
  );

  http.get(
    '/v1/issuers',
    {
      config,
      schema: {
        tags,
        summary: 'List the issuers',
        querystring: pageQuery,
        response: { 200: pageOf(shape.issuer), ...problemResponses(400, 401, 403) },
      },
    },
    async ({ query }) => {
      const rows = await selectIssuers(on.database, query.limit + 1, query.after);
      return toPage(rows.map(toIssuerAnswer), query.limit);
    },
  );

  http.get(
    '/v1/issuers/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Read an issuer',
        params: byId,
        response: { 200: shape.issuer, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async ({ params }) => toIssuerAnswer(await existing(on, params.id)),
  );

  http.post(
    '/v1/issuers/:id/api-keys',
    {
      config,
      schema: {
        tags,
        summary: 'Give an issuer an API key',
        params: byId,
        body: shape.createApiKey,
        response: { 201: shape.createdApiKey, ...problemResponses(400, 401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      const { id } = await existing(on, request.params.id);
      return reply.status(201).send(await createApiKey(on, operator(request.id), id, request.body, { scopes }));
    },
  );

  http.post(
    '/v1/issuers/:id/keys',
    {
      config,
      schema: {
        tags,
        summary: 'Make a signing key for an issuer and activate it',
        params: byId,
        response: { 201: shape.signingKey, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await createSigningKey(on, keyring, operator(request.id), request.params.id)),
  );
}

/** The issuer's own doors. */
export function issuerRoutes(http: Http, on: Deps, keyring: Keyring): void {
  http.get(
    '/v1/issuers/me',
    {
      config: { needs: 'issuer:read' },
      schema: {
        tags,
        summary: 'Read the issuer of this API key',
        response: { 200: shape.issuer, ...problemResponses(401, 403) },
      },
    },
    async (request) => toIssuerAnswer(await existing(on, issuerCaller(request).issuerId)),
  );

  http.patch(
    '/v1/issuers/me',
    {
      config: { needs: 'issuer:write' },
      schema: {
        tags,
        summary: 'Change what the issuer says of itself',
        body: shape.changeIssuer,
        response: { 200: shape.issuer, ...problemResponses(400, 401, 403) },
      },
    },
    async (request) => changeIssuer(on, issuerCaller(request), request.body),
  );

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
        summary: 'Make a new signing key and activate it; the one before is retired and stays published',
        response: { 201: shape.signingKey, ...problemResponses(401, 403) },
      },
    },
    async (request, reply) => {
      const caller = issuerCaller(request);
      return reply.status(201).send(await createSigningKey(on, keyring, caller, caller.issuerId));
    },
  );

  apiKeyRoutes(http, on);
}

/** What machines of anybody read: the DID document with every key the issuer ever had. */
export function publicIssuerRoutes(http: Http, on: Deps): void {
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
      const issuer = await selectIssuerBySlug(on.database, params.slug);
      if (issuer === undefined) throw problem('not-found', 'There is no such issuer.');
      const document = didDocument(issuer, await selectSigningKeys(on.database, issuer.id));
      return reply
        .type('application/did+json')
        .header('cache-control', 'public, max-age=60')
        .send({ ...document });
    },
  );
}

async function existing(on: Deps, id: string) {
  const issuer = await selectIssuer(on.database, id);
  if (issuer === undefined) throw problem('not-found', 'There is no such issuer.');
  return issuer;
}
