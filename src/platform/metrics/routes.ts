import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { bearerToken } from '../auth.ts';
import type { Config } from '../config.ts';
import type { Http } from '../http.ts';
import { problem } from '../problem.ts';
import { problemResponses } from '../problem-responses.ts';
import { sendAsIs } from '../send-as-is.ts';
import type { Metrics } from './metrics.ts';

/** The figures of this process in the text format of Prometheus, for whoever may see them. */
export function metricsRoutes(http: Http, config: Config, { registry }: Metrics): void {
  http.get(
    '/metrics',
    {
      schema: {
        tags: ['Operation'],
        summary: 'Figures of this process, for Prometheus',
        description:
          'With the token of `METRICS_TOKEN`. Without such a token in the configuration: for this machine only.',
        response: {
          200: { description: 'The figures.', content: { 'text/plain': { schema: z.string() } } },
          ...problemResponses(401, 404),
        },
      },
      onRequest: async (request) => refuseStrangers(config, request),
    },
    async (_request, reply) => {
      const text = await registry.metrics();
      return sendAsIs(reply.header('cache-control', 'no-store'), registry.contentType, text);
    },
  );
}

/** @throws {Problem} `unauthenticated`, or `not-found` where nobody from elsewhere is expected */
function refuseStrangers({ metricsToken, mode }: Config, request: FastifyRequest): void {
  if (metricsToken !== undefined) {
    if (same(bearerToken(request) ?? '', metricsToken)) return;
    throw problem('unauthenticated', 'Send the token of METRICS_TOKEN: "Authorization: Bearer <token>".');
  }
  if (mode === 'production' || !isFromHere(request)) throw problem('not-found', 'There is nothing here.');
}

/** The very peer of the connection, and not a proxy on this machine that passes on the requests of the world. */
function isFromHere({ socket, headers }: FastifyRequest): boolean {
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
  return !forwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '');
}

/** In constant time: the digests are of one length whatever was sent. */
function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
