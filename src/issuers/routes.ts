import { z } from 'zod';
import { issuerCaller, scopes } from '../platform/auth.ts';
import type { Caller, Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { pageOf, pageQuery, toPage } from '../platform/pagination.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { apiKeyRoutes } from './api-key-routes.ts';
import { createApiKey } from './api-keys.ts';
import { changeIssuer, createIssuer, toIssuerAnswer } from './issuers.ts';
import * as shape from './schema.ts';
import { selectIssuer, selectIssuers } from './store.ts';

const tags = ['Issuers and keys'];
const byId = z.object({ id: z.uuid() });

/** The operator's doors: only the operator creates issuers, and gives each its first API key. */
export function operatorRoutes(http: Http, on: Deps): void {
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
}

/** The issuer's own doors. */
export function issuerRoutes(http: Http, on: Deps): void {
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

  apiKeyRoutes(http, on);
}

async function existing(on: Deps, id: string) {
  const issuer = await selectIssuer(on.database, id);
  if (issuer === undefined) throw problem('not-found', 'There is no such issuer.');
  return issuer;
}
