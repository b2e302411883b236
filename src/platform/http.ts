import type { RequestListener, Server } from 'node:http';
import fastifyHelmet from '@fastify/helmet';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Authenticate } from './auth.ts';
import { guardRoutes } from './auth.ts';
import { allowOrigins } from './cross-origin.ts';
import type { Deps } from './deps.ts';
import { rememberMethods } from './methods.ts';
import { watchRequests } from './metrics/watch.ts';
import { type ProblemDocument, problem } from './problem.ts';
import { answerErrors, answerUnroutable } from './problem-answers.ts';
import { limitRequests } from './rate-limits.ts';
import { compileValidator, refuseUnasked } from './request-shape.ts';
import { scopeRequests } from './scope-requests.ts';
import { readCertificate, tlsServer } from './tls.ts';
import { traceRequests } from './tracing.ts';

/** Largest JSON body a route accepts unless it names its own limit (threats.md §2.1). */
const defaultBodyLimit = 1024 * 1024;

/** How long a request may take to arrive, and a connection may stay open without one; in milliseconds. */
const limits = { requestTimeout: 60_000, keepAliveTimeout: 72_000 };

/** Media types whose body is one JSON text. */
const jsonMediaTypes = [
  'application/json',
  'application/ld+json',
  'application/vc',
  'application/vp',
  'application/vc+ld+json',
  'application/credential+ld+json',
];

/** How much JSON a route reads; each is explicit because depth and count cost more than bytes (threats.md §2.1). */
export interface JsonLimits {
  readonly bytes: number;
  readonly depth: number;
  readonly nodes: number;
  readonly arrayItems: number;
  readonly stringLength: number;
}

/** The limits of a route that names none. */
const defaultJsonLimits: JsonLimits = {
  bytes: defaultBodyLimit,
  depth: 32,
  nodes: 5_000,
  arrayItems: 500,
  stringLength: 65_536,
};

declare module 'fastify' {
  interface FastifyContextConfig {
    jsonLimits?: JsonLimits;
  }
}

/** What the app puts into the HTTP layer: everything that the ground floor may not know by itself. */
export interface HttpParts {
  /** Bytes of a JSON text → value; throws a {@link Problem} when it is not strict JSON or exceeds a limit. */
  readonly parseJson: (bytes: Buffer, limits: JsonLimits) => unknown;
  readonly authenticate: Authenticate;
  /** Makes a page of a problem for somebody who came with a browser, or nothing when JSON is wanted. */
  readonly problemPage: (
    document: ProblemDocument,
    request: FastifyRequest,
  ) => { readonly html: string; readonly contentSecurityPolicy: string } | undefined;
}

/** The application as the rooms see it: request and response types follow from the zod schemas. */
export type Http = FastifyInstance<
  import('node:http').Server,
  import('node:http').IncomingMessage,
  import('node:http').ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/**
 * Creates the HTTP application with its walls: strict bodies, closed media types, API keys, security headers, and one place where errors
 * become RFC 9457 problems. Routes are added by the app.
 */
export async function createHttp(on: Deps, parts: HttpParts): Promise<Http> {
  const certificate = readCertificate(on.config);
  const serving: { serverFactory?: (listener: RequestListener) => Server } =
    certificate === undefined ? {} : { serverFactory: (listener) => tlsServer(certificate, listener, limits) };
  const http = fastify({
    loggerInstance: on.log as FastifyBaseLogger,
    genReqId: () => on.ids.next(),
    // A request id that a stranger chose would be a way to write into our log.
    requestIdHeader: false,
    bodyLimit: defaultBodyLimit,
    ...limits,
    ...serving,
    trustProxy: on.config.trustedProxies.length > 0 ? [...on.config.trustedProxies] : false,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    logController: new LogController({ disableRequestLogging: true }), // ours is `logRequests`
    return503OnClosing: true,
    frameworkErrors: answerUnroutable(on),
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>();

  const methodsOf = rememberMethods(http);
  http.setValidatorCompiler(compileValidator);
  http.setSerializerCompiler(serializerCompiler);
  if (on.metrics !== undefined) watchRequests(http, on.metrics);
  traceRequests(http, on.config);
  acceptBodies(http, parts);
  await http.register(fastifyHelmet, {
    contentSecurityPolicy: false, // set by whoever renders a page, with what that page needs
    crossOriginResourcePolicy: { policy: 'cross-origin' }, // badges, contexts and lists are there for everybody
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: on.config.publicBaseUrl.startsWith('https:'),
  });
  let closing = false;
  http.addHook('preClose', async () => {
    closing = true;
  });
  http.addHook('onSend', async (_request, reply) => {
    // A connection kept alive after its last answer would hold up closing until it times out.
    if (closing) reply.header('connection', 'close');
    if (!reply.hasHeader('content-security-policy')) {
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    }
  });
  http.addHook('onRequest', async (request) => {
    // PostgreSQL has no text with U+0000 in it, so nothing can have that name.
    if (request.url.includes('%00')) throw problem('invalid-request', 'An address cannot hold a zero byte (%00).');
  });
  await allowOrigins(http, on.config);
  await limitRequests(http, on.config, () => guardRoutes(http, parts.authenticate));
  scopeRequests(http, on);
  http.addHook('preValidation', refuseUnasked);
  answerErrors(http, on, { ...parts, methodsOf });
  logRequests(http);
  return http;
}

function acceptBodies(http: Http, parts: HttpParts): void {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser(jsonMediaTypes, { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    parts.parseJson(body, request.routeOptions.config.jsonLimits ?? defaultJsonLimits),
  );
  // Streams: only for routes that say so, which read them themselves, with their own limits.
  http.addContentTypeParser(
    ['text/csv', 'application/gzip', 'application/x-ndjson'],
    async (request: FastifyRequest, payload: unknown) => {
      const type = request.headers['content-type'] ?? '';
      const consumed = request.routeOptions.schema?.consumes ?? [];
      if (consumed.some((one) => type.startsWith(one))) return payload;
      throw problem('unsupported-media-type', `Content-Type ${type} is not accepted here.`);
    },
  );
}

/** One line per request: method, route pattern, status, time. Never the URL, which may carry an e-mail address. */
function logRequests(http: Http): void {
  http.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
}
