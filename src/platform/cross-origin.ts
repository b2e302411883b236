import fastifyCors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyRequest } from 'fastify';
import type { Config } from './config.ts';
import type { Http } from './http.ts';

/** Headers of our answers that the script of a page may read. */
const exposedHeaders = [
  'etag',
  'idempotency-replayed',
  'location',
  'ratelimit',
  'ratelimit-policy',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
];

const aDay = 86_400;

/**
 * Which pages may call what from a browser (Fetch standard, CORS protocol), by audience: badges, lists, documents and verification are there for
 * everybody; the API of providers only for the origins in the configuration; what only the learner may see, for no other page. Nowhere do cookies count.
 */
export async function allowOrigins(http: Http, config: Config): Promise<void> {
  const everybody: FastifyCorsOptions = { origin: '*', methods: ['GET', 'HEAD', 'POST'], maxAge: aDay };
  const providers: FastifyCorsOptions = {
    origin: [...config.corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    maxAge: aDay,
  };
  const nobody: FastifyCorsOptions = { origin: false };
  const policyFor = ({ url }: FastifyRequest) =>
    /^\/(v1|vc-api\/issuers)\//.test(url) ? providers : /^\/(mine|metrics)(\/|$|\?)/.test(url) ? nobody : everybody;
  await http.register(fastifyCors, {
    delegator: (request: FastifyRequest, decide) => decide(null, { ...policyFor(request), exposedHeaders }),
  });
  // What is there for everybody is the same for every origin: a cache needs one copy (Fetch standard, "CORS protocol and HTTP caches").
  http.addHook('onRequest', async (request, reply) => {
    if (policyFor(request) === everybody) reply.removeHeader('vary');
  });
}
