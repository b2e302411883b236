import type { FastifyReply } from 'fastify';

/**
 * Sends a body that the route's schema describes but does not type: stored bytes, a page, a JSON-LD document. Waits until it is sent, so that the
 * handler has nothing left to return.
 */
export async function sendAsIs(reply: FastifyReply, type: string, body: Buffer | string | object): Promise<void> {
  await reply.type(type).send(body);
}
