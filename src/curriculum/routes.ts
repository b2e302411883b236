import { z } from 'zod';
import { issuerCaller } from '../platform/auth.ts';
import type { Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { pageOf } from '../platform/pagination.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import * as answer from './answers.ts';
import { type Changeable, changeItem, publishUlo, validateUlo } from './change.ts';
import { publish } from './publish.ts';
import { listAchievements, listItems, readAchievement, readDocument, readItem, toAchievementAnswer } from './read.ts';
import * as request from './requests.ts';
import type { ItemKind } from './tables.ts';

const tags = ['Curriculum'];
const reading = { needs: 'curriculum:read' } as const;
const writing = { needs: 'curriculum:write' } as const;

/** Sections of a document that have versions, and what one of their items is called. */
const versioned = [
  ['stations', 'station'],
  ['lines', 'line'],
  ['ulos', 'ulo'],
  ['rubrics', 'rubric'],
  ['yardsticks', 'yardstick'],
] as const satisfies readonly (readonly [Changeable, ItemKind])[];

/** What an issuer teaches and awards: one document, or item by item. */
export function curriculumRoutes(http: Http, on: Deps): void {
  documentRoutes(http, on);
  for (const [section, kind] of versioned) itemRoutes(http, on, section, kind);
  for (const section of [...versioned.map(([one]) => one), 'badges'] as const) changeRoute(http, on, section);
  uloRoutes(http, on);
  achievementRoutes(http, on);
}

function documentRoutes(http: Http, on: Deps): void {
  http.put(
    '/v1/curriculum',
    {
      bodyLimit: request.curriculumLimits.bytes,
      config: { ...writing, jsonLimits: request.curriculumLimits },
      schema: {
        tags,
        summary: 'Send a whole curriculum: check it, publish what changed, or nothing at all',
        querystring: request.dryRunQuery,
        headers: request.ifMatch,
        body: request.curriculumBody,
        response: { 200: answer.publication, ...problemResponses(400, 401, 403, 409, 413, 415, 422) },
      },
    },
    async (incoming) =>
      publish(on, issuerCaller(incoming), () => incoming.body, {
        dryRun: incoming.query.dryRun,
        expectedRevision: revisionOf(incoming.headers['if-match']),
      }),
  );

  http.get(
    '/v1/curriculum',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Read the curriculum back as it was sent, without the sections about people',
        response: {
          200: z.unknown().meta({ type: 'object', description: 'The document; its ETag is the revision.' }),
          ...problemResponses(401, 403, 404),
        },
      },
    },
    async (incoming, reply) => {
      const { content, revision } = await readDocument(on.database, issuerCaller(incoming).issuerId);
      return reply
        .type('application/json; charset=utf-8')
        .header('etag', `"${revision}"`)
        .header('cache-control', 'private, no-cache')
        .send(Buffer.from(content));
    },
  );
}

function revisionOf(ifMatch: string | undefined): number | undefined {
  return ifMatch === undefined ? undefined : Number(ifMatch.slice(1, -1));
}

function itemRoutes(http: Http, on: Deps, section: Changeable, kind: ItemKind): void {
  http.get(
    `/v1/${section}`,
    {
      config: reading,
      schema: {
        tags,
        summary: `List the ${section}, the newest version of each`,
        querystring: request.itemsQuery,
        response: { 200: pageOf(answer.item), ...problemResponses(400, 401, 403) },
      },
    },
    async (incoming) => listItems(on.database, issuerCaller(incoming).issuerId, kind, incoming.query),
  );

  http.get(
    `/v1/${section}/:ref`,
    {
      config: reading,
      schema: {
        tags,
        summary: `Read one of the ${section}, and which versions there are`,
        params: request.itemPath,
        querystring: request.versionQuery,
        response: { 200: answer.itemWithVersions, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (incoming) =>
      readItem(on.database, issuerCaller(incoming).issuerId, kind, incoming.params.ref, incoming.query.version),
  );
}

function changeRoute(http: Http, on: Deps, section: Changeable): void {
  http.put(
    `/v1/${section}/:ref`,
    {
      config: writing,
      schema: {
        tags,
        summary: `Put one of the ${section} into the curriculum, and publish what follows from it`,
        params: request.itemPath,
        body: request.itemBody(section),
        response: { 200: answer.publication, ...problemResponses(400, 401, 403, 404, 422) },
      },
    },
    async (incoming) => changeItem(on, issuerCaller(incoming), section, incoming.params.ref, incoming.body),
  );
}

function uloRoutes(http: Http, on: Deps): void {
  http.post(
    '/v1/ulos/:ref/validations',
    {
      config: writing,
      schema: {
        tags,
        summary: "Record an expert's verdict on a ULO; an approval makes it validated",
        params: request.itemPath,
        body: request.validationBody,
        response: { 200: answer.publication, ...problemResponses(400, 401, 403, 404, 409, 422) },
      },
    },
    async (incoming) => validateUlo(on, issuerCaller(incoming), incoming.params.ref, incoming.body),
  );

  http.post(
    '/v1/ulos/:ref/publish',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Publish a validated ULO, and the achievements that waited for it',
        params: request.itemPath,
        response: { 200: answer.publication, ...problemResponses(400, 401, 403, 404, 409, 422) },
      },
    },
    async (incoming) => publishUlo(on, issuerCaller(incoming), incoming.params.ref),
  );
}

function achievementRoutes(http: Http, on: Deps): void {
  const { publicBaseUrl } = on.config;

  http.get(
    '/v1/achievements',
    {
      config: reading,
      schema: {
        tags,
        summary: 'List the achievement versions',
        querystring: request.achievementsQuery,
        response: { 200: pageOf(answer.achievement), ...problemResponses(400, 401, 403) },
      },
    },
    async (incoming) => {
      const page = await listAchievements(on.database, issuerCaller(incoming).issuerId, incoming.query);
      return { ...page, items: page.items.map((one) => toAchievementAnswer(publicBaseUrl, one)) };
    },
  );

  http.get(
    '/v1/achievements/:id',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Read an achievement version with its frozen definition',
        params: request.achievementPath,
        response: { 200: answer.achievementWithDefinition, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (incoming) =>
      readAchievement(on.database, publicBaseUrl, issuerCaller(incoming).issuerId, incoming.params.id),
  );
}
