import { z } from 'zod';
import { listLearners } from '../assessment/index.ts';
import { issuerCaller } from '../platform/auth.ts';
import type { Http } from '../platform/http.ts';
import { pageOf, pageQuery, toPage } from '../platform/pagination.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { eraseLearner } from './erase.ts';
import { exportLearner } from './export.ts';
import type { Learning } from './holdings.ts';
import { findByPerson, learnerOf, toLearnerAnswer } from './read.ts';
import * as shape from './schema.ts';

const tags = ['Learners and privacy'];
const byId = z.object({ id: z.uuid() });

/** What an issuer holds on its learners: to read, to hand out, to erase. */
export function learnerRoutes(http: Http, on: Learning): void {
  readingRoutes(http, on);

  http.post(
    '/v1/learners/:id/erase',
    {
      config: { needs: 'learners:write' },
      schema: {
        tags,
        summary: 'Erase a learner for good: nobody can read what was held any more; badges are kept or revoked',
        params: byId,
        body: shape.erasure,
        response: { 200: shape.learnerShape, ...problemResponses(400, 401, 403, 404, 413, 415) },
      },
    },
    async (request) => toLearnerAnswer(await eraseLearner(on, issuerCaller(request), request.params.id, request.body)),
  );
}

function readingRoutes(http: Http, on: Learning): void {
  const config = { needs: 'learners:read' } as const;

  http.get(
    '/v1/learners',
    {
      config,
      schema: {
        tags,
        summary: 'List learners',
        querystring: pageQuery,
        response: { 200: pageOf(shape.learnerShape), ...problemResponses(400, 401, 403) },
      },
    },
    async (request) => {
      const { issuerId } = issuerCaller(request);
      const { limit, after } = request.query;
      const page = toPage(await listLearners(on, on.database, issuerId, limit + 1, after), limit);
      return { ...page, items: page.items.map(toLearnerAnswer) };
    },
  );

  // A POST that only reads: an address of a person has no place in a URL, which logs and proxies keep.
  http.post(
    '/v1/learners/search',
    {
      config,
      schema: {
        tags,
        summary: 'Find a learner by e-mail address or by your own number',
        body: shape.learnerSearch,
        response: { 200: shape.foundLearners, ...problemResponses(400, 401, 403, 413, 415) },
      },
    },
    async (request) => ({
      items: (await findByPerson(on, issuerCaller(request), request.body)).map(toLearnerAnswer),
    }),
  );

  http.get(
    '/v1/learners/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Read a learner',
        params: byId,
        response: { 200: shape.learnerShape, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request) => toLearnerAnswer(await learnerOf(on, issuerCaller(request), request.params.id)),
  );

  http.get(
    '/v1/learners/:id/export',
    {
      config,
      schema: {
        tags,
        summary: 'Export everything that is held on a learner, with every badge',
        params: byId,
        response: { 200: shape.learnerExport, ...problemResponses(400, 401, 403, 404, 410) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return exportLearner(on, issuerCaller(request), request.params.id);
    },
  );
}
