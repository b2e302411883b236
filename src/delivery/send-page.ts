import type { FastifyReply } from 'fastify';
import { contentSecurityPolicy } from '../pages/index.ts';

/** Sends a page with the walls that belong to pages: nothing from elsewhere runs, loads or frames (threats.md §8). */
export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy)
    .header('cache-control', 'no-cache')
    .header('vary', 'accept, accept-language')
    .send(page);
}
