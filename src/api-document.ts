import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { RouteOptions } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { stringify } from 'yaml';
import { z } from 'zod';
import { findAsset } from './pages/index.ts';
import type { Deps } from './platform/deps.ts';
import type { Http } from './platform/http.ts';

const description = `Stempel issues Open Badges 3.0: a station's rubric results become signed W3C verifiable credentials.

Providers call with an API key (\`Authorization: Bearer …\`). Errors are problems (RFC 9457) with JSON pointers. Reading badges, achievements,
issuers and status lists, and verifying, needs no key.`;

/** In the order in which a newcomer needs them. */
const tags = [
  { name: 'Completions and awards', description: 'The main job: results in, badges out.' },
  { name: 'Curriculum', description: 'What can be learnt and earned.' },
  { name: 'Catalogue', description: 'Skills of ESCO, O*NET and your own.' },
  { name: 'Issuers and keys', description: 'Who awards.' },
  {
    name: 'Learners and privacy',
    description: 'What is held on learners, for how long; their links, consents and requests to be erased.',
  },
  { name: 'Participants', description: "A learner's own page, opened by a link; no key and no account." },
  { name: 'Public', description: 'What everybody reads; no key needed.' },
  { name: 'Transparency', description: 'The public log: what was issued and withdrawn, for auditors.' },
  { name: 'Events', description: 'What happened, in order.' },
  { name: 'Operation', description: 'For orchestrators.' },
];

/** Makes the OpenAPI 3.1 document of all routes that are added afterwards, and serves it at `/openapi.yaml`, `/openapi.json` and `/docs`. */
export async function documentApi(http: Http, on: Deps): Promise<void> {
  await http.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Stempel', version: '0.1.0', description, license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
      tags,
      servers: [{ url: on.config.publicBaseUrl }],
      components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
    },
    transform: (document) => {
      const { schema, url } = jsonSchemaTransform(document);
      const guarded = document.route.config?.needs !== undefined;
      return {
        schema: {
          ...schema,
          ...bodyWithExamples(document.schema, schema),
          ...(guarded && { security: [{ apiKey: [] }] }),
          ...(guarded && isKeyed(document.route) && { headers: idempotencyHeader }),
        },
        url,
      };
    },
    transformObject: jsonSchemaTransformObject,
  });
  await http.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    uiConfig: { docExpansion: 'list', deepLinking: true },
    theme: { title: 'Stempel: the API' },
    logo: { type: 'image/svg+xml', content: findAsset('/assets/stempel.svg')?.body ?? Buffer.from('') },
  });
  http.get('/openapi.yaml', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/yaml').send(apiYaml(http)),
  );
  http.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => reply.send(http.swagger()));
}

/** Not the streams: they are harmless to send again as they are. */
function isKeyed({ method, config }: RouteOptions): boolean {
  return method !== 'GET' && config?.ownTransactions !== true;
}

const idempotencyHeader = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      description:
        'A new random key per request, such as a UUID. The same request with the same key within 72 hours is done once and gets the same answer.',
    },
  },
} as const;

/** The transformation drops the examples of a whole body; they are what a newcomer copies, and what a test executes. */
function bodyWithExamples(source: { body?: unknown } | undefined, transformed: { body?: unknown } | undefined) {
  const examples = source?.body instanceof z.ZodType ? source.body.meta()?.examples : undefined;
  const body = transformed?.body;
  return examples === undefined || typeof body !== 'object' || body === null ? {} : { body: { ...body, examples } };
}

/** The document as it is committed in `openapi.yaml`. */
export function apiYaml(http: Http): string {
  return stringify(http.swagger(), { lineWidth: 0, aliasDuplicateObjects: false });
}
