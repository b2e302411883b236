import { z } from 'zod';
import { issuerCaller } from '../platform/auth.ts';
import type { Http } from '../platform/http.ts';
import { pageOf, pageQuery, toPage } from '../platform/pagination.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import type { Guarded } from '../privacy/index.ts';
import { listConsents, recordConsent } from './consents.ts';
import { declineErasure, listErasureRequests } from './erasure-requests.ts';
import { createLearnerLink, listLearnerLinks, revokeLearnerLink } from './links.ts';
import * as shape from './schema.ts';
import { withdrawConsent } from './share.ts';

const tags = ['Learners and privacy'];
const byId = z.object({ id: z.uuid() });
const reading = { needs: 'learners:read' } as const;
const writing = { needs: 'learners:write' } as const;

/** What a provider does for the self-service of learners: links, consents, requests to be erased. */
export function participantRoutes(http: Http, on: Guarded): void {
  linkRoutes(http, on);
  consentRoutes(http, on);
  erasureRequestRoutes(http, on);
}

function linkRoutes(http: Http, on: Guarded): void {
  http.post(
    '/v1/learners/:id/links',
    {
      config: writing,
      schema: {
        tags,
        summary: "Make a link to the learner's own page: seeing, sharing, consents, export, erasure; no account",
        params: byId,
        body: shape.createLink,
        response: { 201: shape.createdLink, ...problemResponses(400, 401, 403, 404, 410, 413, 415) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return reply
        .status(201)
        .send(await createLearnerLink(on, issuerCaller(request), request.params.id, request.body));
    },
  );

  http.get(
    '/v1/learners/:id/links',
    {
      config: reading,
      schema: {
        tags,
        summary: 'List the links of a learner, without their addresses',
        params: byId,
        response: {
          200: z.object({ items: z.array(shape.linkShape) }),
          ...problemResponses(400, 401, 403, 404, 410),
        },
      },
    },
    async (request) => ({ items: await listLearnerLinks(on, issuerCaller(request), request.params.id) }),
  );

  http.delete(
    '/v1/learners/:id/links/:linkId',
    {
      config: writing,
      schema: {
        tags,
        summary: 'End a link at once',
        params: byId.extend({ linkId: z.uuid() }),
        response: { 204: z.null().meta({ description: 'Ended.' }), ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      await revokeLearnerLink(on, issuerCaller(request), request.params.id, request.params.linkId);
      return reply.status(204).send(null);
    },
  );
}

function consentRoutes(http: Http, on: Guarded): void {
  http.post(
    '/v1/learners/:id/consents',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Record a consent that the learner gave elsewhere, or ask for one on the own page',
        params: byId,
        body: shape.recordConsent,
        response: { 201: shape.consentShape, ...problemResponses(400, 401, 403, 404, 410, 413, 415, 422) },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await recordConsent(on, issuerCaller(request), request.params.id, request.body)),
  );

  http.get(
    '/v1/learners/:id/consents',
    {
      config: reading,
      schema: {
        tags,
        summary: 'List the consents of a learner, the withdrawn ones too',
        params: byId,
        querystring: pageQuery,
        response: { 200: pageOf(shape.consentShape), ...problemResponses(400, 401, 403, 404, 410) },
      },
    },
    async (request) => {
      const { limit, after } = request.query;
      return toPage(await listConsents(on, issuerCaller(request), request.params.id, limit + 1, after), limit);
    },
  );

  http.post(
    '/v1/learners/:id/consents/:consentId/withdraw',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Record that the learner withdrew a consent',
        params: byId.extend({ consentId: z.uuid() }),
        response: { 204: z.null().meta({ description: 'Withdrawn.' }), ...problemResponses(400, 401, 403, 404, 410) },
      },
    },
    async (request, reply) => {
      await withdrawConsent(on, issuerCaller(request), request.params.id, request.params.consentId);
      return reply.status(204).send(null);
    },
  );
}

function erasureRequestRoutes(http: Http, on: Guarded): void {
  http.get(
    '/v1/learners/erasure-requests',
    {
      config: reading,
      schema: {
        tags,
        summary: 'List the learners who ask to be erased; answer with POST /v1/learners/{id}/erase, or decline',
        querystring: shape.erasureRequestQuery,
        response: { 200: pageOf(shape.erasureRequestShape), ...problemResponses(400, 401, 403) },
      },
    },
    async (request) => {
      const { limit, after, state } = request.query;
      return toPage(await listErasureRequests(on, issuerCaller(request), state, limit + 1, after), limit);
    },
  );

  http.post(
    '/v1/learners/erasure-requests/:id/decline',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Decline a request to be erased, and tell the learner why',
        params: byId,
        body: shape.declineErasure,
        response: { 200: shape.erasureRequestShape, ...problemResponses(400, 401, 403, 404, 409, 410, 413, 415) },
      },
    },
    async (request) => declineErasure(on, issuerCaller(request), request.params.id, request.body.reason),
  );
}
