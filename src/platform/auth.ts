import type { FastifyRequest } from 'fastify';
import type { IssuerCaller } from './deps.ts';
import type { Http } from './http.ts';
import { problem } from './problem.ts';

/** What an API key may do. `operator` is not a scope of a key: it is the operator's own key from the configuration. */
export const scopes = [
  'issuer:read',
  'issuer:write',
  'catalogue:write',
  'curriculum:read',
  'curriculum:write',
  'completions:write',
  'awards:read',
  'awards:write',
  'learners:read',
  'learners:write',
  'events:read',
  'webhooks:read',
  'webhooks:write',
  'vc-api:issue',
] as const;

export type Scope = (typeof scopes)[number];

/** Who is calling: the operator, or one issuer through one of its keys or people. */
export type Principal =
  | { readonly kind: 'operator' }
  | {
      readonly kind: 'issuer';
      readonly issuerId: string;
      /** Who acts, as the audit log names them: `api-key:<id>` or `staff:<id>`. */
      readonly actor: string;
      readonly scopes: readonly Scope[];
      /** When the key stops; absent for one that has no end. */
      readonly expiresAt?: Date;
    };

/**
 * Bearer token → who it is, or nothing.
 * @param chosenIssuer slug of the issuer to act for, for a person who works for several
 */
export type Authenticate = (token: string, chosenIssuer?: string) => Promise<Principal | undefined>;

/** Who may call a route: everybody (nothing set), the operator, an issuer whose key has the scope, or either of the two. */
export type Need = Scope | 'operator' | { readonly anyOf: readonly (Scope | 'operator')[] };

declare module 'fastify' {
  interface FastifyContextConfig {
    needs?: Need;
    /** Open to everybody; who shows a key is known all the same, and counted by it. */
    knowsKeys?: boolean;
  }
  interface FastifyRequest {
    principal: Principal | null;
  }
}

/** Refuses, before the body is read, every request whose key does not meet the `needs` of its route. */
export function guardRoutes(http: Http, authenticate: Authenticate): void {
  http.decorateRequest('principal', null);
  http.addHook('onRequest', async (request) => {
    const { needs: need, knowsKeys } = request.routeOptions.config;
    const token = bearerToken(request);
    if (need === undefined && !(knowsKeys && token !== undefined)) return;
    if (token === undefined) throw problem('unauthenticated', 'Send an API key: "Authorization: Bearer <key>".');
    const principal = await authenticate(token, chosenIssuerOf(request));
    if (principal === undefined) throw problem('unauthenticated', 'This API key is unknown, expired or revoked.');
    if (need !== undefined && !meets(principal, need)) throw problem('forbidden', `This needs ${wordsFor(need)}.`);
    request.principal = principal;
  });
}

function chosenIssuerOf({ headers }: FastifyRequest): string | undefined {
  const chosen = headers['stempel-issuer'];
  return typeof chosen === 'string' ? chosen : undefined;
}

/** RFC 6750 §2.1: the scheme is case-insensitive, the token is one word. */
export function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer +([\w.~+/=-]{1,4096})$/i.exec(request.headers.authorization ?? '')?.[1];
}

function meets(principal: Principal, need: Need): boolean {
  const accepted = typeof need === 'string' ? [need] : need.anyOf;
  return principal.kind === 'operator'
    ? accepted.includes('operator')
    : accepted.some((one) => one !== 'operator' && principal.scopes.includes(one));
}

function wordsFor(need: Need): string {
  const accepted = typeof need === 'string' ? [need] : need.anyOf;
  return accepted
    .map((one) => (one === 'operator' ? "the operator's key" : `a key with the scope ${one}`))
    .join(' or ');
}

/**
 * The issuer on whose behalf a guarded request acts.
 * @throws {Problem} `forbidden` when the operator calls something that only an issuer can do
 */
export function issuerCaller(request: FastifyRequest): IssuerCaller {
  const { principal } = request;
  if (principal?.kind !== 'issuer')
    throw problem('forbidden', "This acts for one issuer: use one of that issuer's API keys.");
  return { issuerId: principal.issuerId, actor: principal.actor, requestId: request.id };
}
