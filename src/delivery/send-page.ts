import type { FastifyReply } from 'fastify';
import { contentSecurityPolicy } from '../pages/index.ts';
import { sendAsIs } from '../platform/send-as-is.ts';

/**
 * Sends a page with the walls that belong to pages: nothing from elsewhere runs, loads or frames (threats.md §8).
 * @param kept `no-store` for a page that is one person's alone
 * @param policy another one for a page that runs a script of ours
 */
export async function sendPage(
  reply: FastifyReply,
  page: string,
  kept: 'no-cache' | 'no-store' = 'no-cache',
  policy: string = contentSecurityPolicy,
): Promise<void> {
  reply
    .header('content-security-policy', policy)
    .header('cache-control', kept)
    .header('vary', 'accept, accept-language');
  await sendAsIs(reply, 'text/html; charset=utf-8', page);
}
