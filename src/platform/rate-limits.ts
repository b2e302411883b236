import fastifyRateLimit from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bearerToken } from './auth.ts';
import type { Config } from './config.ts';
import type { Http } from './http.ts';
import { problem } from './problem.ts';

const minute = 60_000;

/** How many addresses and keys are counted at once; the ones not seen for longest are forgotten first. */
const counted = 20_000;

type Check = ReturnType<Http['createRateLimit']>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Counts this request as so many more, where one brings the work of many. False: that is beyond what the caller may ask. */
    countMore(requests: number): Promise<boolean>;
  }
}

/**
 * Counts requests a minute per network address (who comes without a key, or with a wrong one) and per API key or person (who is known). Counted in
 * the memory of this process: with several replicas each has its own count.
 * @param guard adds the hook that finds out who is calling; what is counted before and after it differs
 */
export async function limitRequests(http: Http, config: Config, guard: () => void): Promise<void> {
  await http.register(fastifyRateLimit, { global: false, cache: counted, timeWindow: minute });
  const perAddress = http.createRateLimit({ max: config.requestsPerAddress, keyGenerator: ({ ip }) => ip });
  const perKey = http.createRateLimit({ max: config.requestsPerKey, keyGenerator: actorOf });

  http.decorateRequest('countMore', async function (this: FastifyRequest, requests: number) {
    const check = this.principal === null ? perAddress : perKey;
    for (let counted = 0; counted < requests; counted += 1) {
      const limit = await check(this);
      if (!limit.isAllowed && limit.isExceeded) return false;
    }
    return true;
  });
  http.addHook('onRequest', async (request, reply) => {
    if (isForOrchestrators(request)) return;
    const { needs, knowsKeys } = request.routeOptions.config;
    const isKeyed = needs !== undefined || (knowsKeys === true && bearerToken(request) !== undefined);
    // A request that will show a key is only looked at here; it is counted when the key turns out to be wrong.
    await refuseBeyond(perAddress, request, reply, 'address', !isKeyed);
  });
  guard();
  http.addHook('onRequest', async (request, reply) => {
    if (request.principal !== null) await refuseBeyond(perKey, request, reply, 'key', true);
  });
  http.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode === 401) await perAddress(request);
  });
}

/** Health and metrics are asked for in a rhythm of their own, from one address. */
function isForOrchestrators({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith('/health/') === true || routeOptions.url === '/metrics';
}

function actorOf({ principal }: FastifyRequest): string {
  return principal?.kind === 'issuer' ? principal.actor : 'operator';
}

/**
 * Says how much is left (draft-ietf-httpapi-ratelimit-headers-10, and the three fields of draft 7 that most clients read), and refuses who has nothing
 * left (RFC 6585 §4).
 */
async function refuseBeyond(
  check: Check,
  request: FastifyRequest,
  reply: FastifyReply,
  policy: string,
  increment: boolean,
): Promise<void> {
  const limit = await check(request, { increment });
  if (limit.isAllowed) return;
  const { max, remaining, ttlInSeconds } = limit;
  const refused = increment ? limit.isExceeded : remaining <= 0;
  if (increment || refused) {
    reply.headers({
      'ratelimit-policy': `"${policy}";q=${max};w=${minute / 1_000}`,
      ratelimit: `"${policy}";r=${remaining};t=${ttlInSeconds}`,
      'ratelimit-limit': max,
      'ratelimit-remaining': remaining,
      'ratelimit-reset': ttlInSeconds,
    });
  }
  if (!refused) return;
  reply.header('retry-after', ttlInSeconds);
  throw problem('too-many-requests', `More than ${max} requests a minute. Go on in ${ttlInSeconds} seconds.`);
}
