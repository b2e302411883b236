import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { bearerToken } from './auth.ts';
import type { Deps } from './deps.ts';
import type { Http } from './http.ts';
import { idempotencyKeyOf, type KeptAnswer, once } from './idempotency.ts';
import { inOneTransaction, inOwnTransactions } from './request-scope.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A stream that may take minutes: it makes its transactions itself, and sending it again is harmless without an `Idempotency-Key`. */
    ownTransactions?: boolean;
  }
}

/**
 * Puts every operation that needs a key into one transaction, bound to the rows of the issuer that calls. What it answers leaves when that
 * transaction is durable, not before; with an `Idempotency-Key` the answer is part of it.
 * @param on with the pool itself as database, not the scoped one
 */
export function scopeRequests(http: Http, on: Deps): void {
  http.addHook('onRoute', (route) => {
    if (route.config?.needs === undefined) return;
    const { handler } = route;
    route.handler =
      route.config.ownTransactions === true
        ? function (request, reply) {
            return inOwnTransactions(issuerOf(request), async () => handler.call(this, request, reply));
          }
        : function (request, reply) {
            return scoped(on, request, reply, () => handler.call(this, request, reply));
          };
  });
}

function issuerOf({ principal }: FastifyRequest): string | undefined {
  return principal?.kind === 'issuer' ? principal.issuerId : undefined;
}

async function scoped(
  on: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  handle: () => ReturnType<RouteHandlerMethod>,
): Promise<unknown> {
  const key = request.method === 'GET' ? undefined : idempotencyKeyOf(request.headers['idempotency-key']);
  const issuerId = issuerOf(request);
  const answer = await inOneTransaction(on.database, issuerId, async (transaction) => {
    const work = () => holdingBack(reply, handle);
    if (key === undefined) return work();
    const { method, url: address, body } = request;
    const keyed = { issuerId, key, token: bearerToken(request) ?? '', method, address, body };
    const { answer, repeated } = await once(on, transaction, keyed, work);
    if (repeated) reply.header('idempotency-replayed', 'true');
    if (answer.location !== undefined) reply.header('location', answer.location);
    return answer;
  });
  reply.status(answer.status);
  return answer.body;
}

/** Lets a handler answer as it always does, but keeps what it sends until the transaction has ended. */
async function holdingBack(reply: FastifyReply, handle: () => ReturnType<RouteHandlerMethod>): Promise<KeptAnswer> {
  const { send } = reply;
  let sent: { readonly body: unknown } | undefined;
  // Not the reply itself, which an `await` would take for a promise of being sent.
  const held = Object.freeze({});
  reply.send = ((body: unknown) => {
    sent = { body };
    return held;
  }) as unknown as FastifyReply['send'];
  try {
    const returned = await handle();
    const location = reply.getHeader('location');
    return {
      status: reply.statusCode,
      ...(typeof location === 'string' && { location }),
      body: sent === undefined ? returned : sent.body,
    };
  } finally {
    reply.send = send;
  }
}
