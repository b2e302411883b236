import { z } from 'zod';
import { reportCompletion as completionShape, reportPartialProof as partialProofShape } from '../assessment/index.ts';
import type { Issuing } from '../credentials/index.ts';
import { issuerCaller } from '../platform/auth.ts';
import type { Http } from '../platform/http.ts';
import { pageOf, toPage } from '../platform/pagination.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { bulkRoutes } from './bulk-routes.ts';
import { withdrawAward } from './change-state.ts';
import { confirmProposal } from './propose.ts';
import { describeAward, describeAwards, describeProposals } from './read.ts';
import { reinstateAward } from './reinstate.ts';
import { reportCompletion, reportPartialProof } from './report.ts';
import * as shape from './schema.ts';
import { selectAwards, selectProposals } from './store.ts';

const tags = ['Completions and awards'];
const byId = z.object({ id: z.uuid() });

/** The main job: results in, badges out. */
export function reportRoutes(http: Http, on: Issuing): void {
  const response = {
    200: shape.reportAnswer.meta({ description: 'Reported before; the same awards.' }),
    201: shape.reportAnswer.meta({ description: 'Recorded; every badge named here is signed and durable.' }),
    ...problemResponses(400, 401, 403, 409, 413, 415, 422),
  };

  http.post(
    '/v1/completions',
    {
      config: { needs: 'completions:write' },
      schema: {
        tags,
        summary: 'Report that a learner completed (or skipped) a station',
        body: completionShape,
        response,
      },
    },
    async (request, reply) => {
      const { created, ...answer } = await reportCompletion(on, issuerCaller(request), request.body);
      return reply.status(created ? 201 : 200).send(answer);
    },
  );

  http.post(
    '/v1/partial-proofs',
    {
      config: { needs: 'completions:write' },
      schema: { tags, summary: 'Report proof of some skills or knowledge of a ULO', body: partialProofShape, response },
    },
    async (request, reply) => {
      const { created, ...answer } = await reportPartialProof(on, issuerCaller(request), request.body);
      return reply.status(created ? 201 : 200).send(answer);
    },
  );
}

/** Reading, withdrawing and reinstating awards. */
export function awardRoutes(http: Http, on: Issuing): void {
  reinstateRoute(http, on);
  bulkRoutes(http, on);
  http.get(
    '/v1/awards',
    {
      config: { needs: 'awards:read' },
      schema: {
        tags,
        summary: 'List awards',
        querystring: shape.awardQuery,
        response: { 200: pageOf(shape.awardShape), ...problemResponses(400, 401, 403) },
      },
    },
    async (request) => {
      const { issuerId } = issuerCaller(request);
      const { limit, after, learner, achievement, state } = request.query;
      const rows = await selectAwards(
        on.database,
        issuerId,
        { learnerId: learner, achievement, state },
        limit + 1,
        after,
      );
      const page = toPage(rows, limit);
      return { ...page, items: await describeAwards(on, issuerId, page.items) };
    },
  );

  http.get(
    '/v1/awards/:id',
    {
      config: { needs: 'awards:read' },
      schema: {
        tags,
        summary: 'Read an award',
        params: byId,
        response: { 200: shape.awardShape, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request) => describeAward(on, issuerCaller(request).issuerId, request.params.id),
  );

  for (const [verb, state, summary] of [
    ['revoke', 'revoked', 'Revoke an award for good: its badges stop being valid at once'],
    ['suspend', 'suspended', 'Suspend an award: its badges do not hold for now'],
  ] as const) {
    http.post(
      `/v1/awards/:id/${verb}`,
      {
        config: { needs: 'awards:write' },
        schema: {
          tags,
          summary,
          params: byId,
          body: shape.withdrawal,
          response: { 200: shape.awardShape, ...problemResponses(400, 401, 403, 404, 409, 413, 415) },
        },
      },
      async (request) => {
        const caller = issuerCaller(request);
        await withdrawAward(on, caller, request.params.id, state, request.body.reason);
        return describeAward(on, caller.issuerId, request.params.id);
      },
    );
  }
}

/** Undoing a suspension. */
function reinstateRoute(http: Http, on: Issuing): void {
  http.post(
    '/v1/awards/:id/reinstate',
    {
      config: { needs: 'awards:write' },
      schema: {
        tags,
        summary: 'Reinstate a suspended award: its badge is issued again under the same address',
        params: byId,
        body: shape.reinstatement,
        response: { 200: shape.awardShape, ...problemResponses(400, 401, 403, 404, 409, 413, 415) },
      },
    },
    async (request) => {
      const caller = issuerCaller(request);
      await reinstateAward(on, caller, request.params.id, request.body.reason);
      return describeAward(on, caller.issuerId, request.params.id);
    },
  );
}

/** Schemes: what is proposed, and the assessor's word that turns it into a badge. */
export function proposalRoutes(http: Http, on: Issuing): void {
  http.get(
    '/v1/proposals',
    {
      config: { needs: 'awards:read' },
      schema: {
        tags,
        summary: 'List scheme badges that are proposed',
        querystring: shape.proposalQuery,
        response: { 200: pageOf(shape.proposalShape), ...problemResponses(400, 401, 403) },
      },
    },
    async (request) => {
      const { issuerId } = issuerCaller(request);
      const { limit, after, state } = request.query;
      const page = toPage(await selectProposals(on.database, issuerId, state, limit + 1, after), limit);
      return { ...page, items: await describeProposals(on, issuerId, page.items) };
    },
  );

  http.post(
    '/v1/proposals/:id/confirm',
    {
      config: { needs: 'awards:write' },
      schema: {
        tags,
        summary: 'Confirm the extra requirements of a scheme; its badge is awarded',
        params: byId,
        body: shape.confirmProposal,
        response: { 200: shape.proposalShape, ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422) },
      },
    },
    async (request) => {
      const caller = issuerCaller(request);
      const confirmed = await confirmProposal(on, caller, request.params.id, request.body);
      const [answer] = await describeProposals(on, caller.issuerId, [confirmed]);
      if (answer === undefined) throw new Error('a proposal that was just confirmed is not there');
      return answer;
    },
  );
}
