import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { issuerCaller } from '../platform/auth.ts';
import type { Caller, Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { listCatalogues } from './catalogues.ts';
import { importCatalogueFile } from './import/import-file.ts';
import * as shape from './schema.ts';
import { searchSkills } from './search/search.ts';
import { readSkill } from './skills.ts';

const tags = ['Catalogue'];
const mayRead = { needs: { anyOf: ['curriculum:read', 'operator'] } } as const;

/** Importing catalogues and finding skills in them. */
export function catalogueRoutes(http: Http, on: Deps): void {
  searchRoutes(http, on);
  sharedImportRoutes(http, on);
  ownImportRoute(http, on);
}

function searchRoutes(http: Http, on: Deps): void {
  http.get(
    '/v1/skills',
    {
      config: mayRead,
      schema: {
        tags,
        summary: 'Search skills, knowledge and abilities by what they are called',
        querystring: shape.searchQuery,
        response: { 200: z.object({ items: z.array(shape.foundSkill) }), ...problemResponses(400, 401, 403) },
      },
    },
    async (request) => ({ items: await searchSkills(on.database, readerOf(request), request.query) }),
  );

  http.get(
    '/v1/skills/by-uri',
    {
      config: mayRead,
      schema: {
        tags,
        summary: 'Read a concept by its exact URI, retired or not',
        querystring: shape.byUriQuery,
        response: { 200: shape.skillInFull, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request) => readSkill(on.database, readerOf(request), request.query.uri),
  );

  http.get(
    '/v1/catalogues',
    {
      config: mayRead,
      schema: {
        tags,
        summary: 'List the catalogues with their versions, counts and attribution',
        response: { 200: z.object({ items: z.array(shape.catalogue) }), ...problemResponses(401, 403) },
      },
    },
    async (request) => ({ items: await listCatalogues(on.database, readerOf(request)) }),
  );
}

const importResponse = { 200: shape.importAnswer, ...problemResponses(400, 401, 403, 409, 413, 415, 422) };
const importBody = { body: shape.csvBody, consumes: ['text/csv', 'application/gzip'] };

function sharedImportRoutes(http: Http, on: Deps): void {
  const config = { needs: 'operator', ownTransactions: true } as const;
  const operator = (request: FastifyRequest): Caller => ({ actor: 'operator', requestId: request.id });

  http.post(
    '/v1/catalogues/esco/imports',
    {
      config,
      schema: {
        tags,
        summary: 'Import an ESCO skills file; English defines the concepts, other languages merge on the URI',
        querystring: shape.escoImport,
        ...importBody,
        response: importResponse,
      },
    },
    async (request) => {
      const file = { ...request.query, body: streamOf(request), fileName: request.query.fileName };
      return importCatalogueFile(on, operator(request), { ...file, issuerId: null, catalogue: 'esco' });
    },
  );

  http.post(
    '/v1/catalogues/onet/imports',
    {
      config,
      schema: {
        tags,
        summary: "Import O*NET's Content Model Reference: abilities, skills and knowledge",
        querystring: shape.plainImport,
        ...importBody,
        response: importResponse,
      },
    },
    async (request) => {
      const file = { ...request.query, body: streamOf(request), fileName: request.query.fileName, language: 'en' };
      return importCatalogueFile(on, operator(request), { ...file, issuerId: null, catalogue: 'onet' });
    },
  );
}

function ownImportRoute(http: Http, on: Deps): void {
  http.post(
    '/v1/catalogues/own/imports',
    {
      config: { needs: 'catalogue:write', ownTransactions: true },
      schema: {
        tags,
        summary: "Import the issuer's own catalogue, which only this issuer sees",
        querystring: shape.plainImport,
        ...importBody,
        response: importResponse,
      },
    },
    async (request) => {
      const caller = issuerCaller(request);
      const file = { ...request.query, body: streamOf(request), fileName: request.query.fileName, language: undefined };
      return importCatalogueFile(on, caller, { ...file, issuerId: caller.issuerId, catalogue: 'own' });
    },
  );
}

function readerOf({ principal }: FastifyRequest): string | null {
  return principal?.kind === 'issuer' ? principal.issuerId : null;
}

function streamOf({ body }: FastifyRequest): Readable {
  if (body instanceof Readable) return body;
  throw problem(
    'unsupported-media-type',
    'A CSV file was expected: Content-Type text/csv, or application/gzip when packed.',
  );
}
