import fastifyHelmet from '@fastify/helmet';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Authenticate } from './auth.ts';
import { guardRoutes } from './auth.ts';
import type { Deps } from './deps.ts';
import { Problem, type ProblemDocument, problem, problemDocument } from './problem.ts';
import { compileValidator, faultsOf, ShapeError } from './request-shape.ts';

/** Largest JSON body a route accepts unless it names its own limit (threats.md §2.1). */
export const defaultBodyLimit = 1024 * 1024;

/** Media types whose body is one JSON text. */
const jsonMediaTypes = [
  'application/json',
  'application/ld+json',
  'application/vc',
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
export const defaultJsonLimits: JsonLimits = {
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
  const http = fastify({
    loggerInstance: on.log as FastifyBaseLogger,
    genReqId: () => on.ids.next(),
    // A request id that a stranger chose would be a way to write into our log.
    requestIdHeader: false,
    bodyLimit: defaultBodyLimit,
    requestTimeout: 60_000,
    trustProxy: false,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    logController: new LogController({ disableRequestLogging: true }), // ours is `logRequests`
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>();

  http.setValidatorCompiler(compileValidator);
  http.setSerializerCompiler(serializerCompiler);
  acceptBodies(http, parts);
  await http.register(fastifyHelmet, {
    contentSecurityPolicy: false, // set by whoever renders a page, with what that page needs
    crossOriginResourcePolicy: { policy: 'cross-origin' }, // badges, contexts and lists are there for everybody
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: on.config.publicBaseUrl.startsWith('https:'),
  });
  http.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('content-security-policy')) {
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    }
  });
  guardRoutes(http, parts.authenticate);
  answerErrors(http, on, parts);
  logRequests(http);
  return http;
}

function acceptBodies(http: Http, parts: HttpParts): void {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser(jsonMediaTypes, { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    parts.parseJson(body, request.routeOptions.config.jsonLimits ?? defaultJsonLimits),
  );
  http.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)),
  );
  // Streams: the route reads them itself, with its own limits.
  http.addContentTypeParser(
    ['text/csv', 'application/x-ndjson', 'application/gzip'],
    async (_request: FastifyRequest, payload: unknown) => payload,
  );
}

function answerErrors(http: Http, on: Deps, parts: HttpParts): void {
  http.setNotFoundHandler(() => {
    throw problem('not-found', 'No such resource. The paths of this service are listed in /openapi.yaml.');
  });
  http.setErrorHandler<FastifyError>((error, request, reply) => {
    const raised = asProblem(error, request);
    if (raised.code === 'internal') request.log.error({ err: error, reqId: request.id }, 'request failed');
    const document = problemDocument(raised, on.config.publicBaseUrl, `urn:uuid:${request.id}`);
    if (raised.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer realm="stempel"');
    if (raised.code === 'unavailable') reply.header('retry-after', '5');
    reply.status(document.status).header('cache-control', 'no-store');
    const page = parts.problemPage(document, request);
    if (page !== undefined) {
      reply.header('content-security-policy', page.contentSecurityPolicy);
      return reply.type('text/html; charset=utf-8').send(page.html);
    }
    return reply.type('application/problem+json').send(Buffer.from(JSON.stringify(document)));
  });
}

/** The switch from what libraries throw to our closed list. */
function asProblem(error: FastifyError | Error, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ShapeError) {
    return problem('invalid-request', `The ${error.place} does not have the expected shape.`, faultsOf(error));
  }
  const code = 'code' in error ? error.code : undefined;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem(
        'body-too-large',
        `The body may have at most ${request.routeOptions.bodyLimit ?? defaultBodyLimit} bytes.`,
      );
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem(
        'unsupported-media-type',
        `Content-Type ${request.headers['content-type'] ?? '(none)'} is not accepted here.`,
      );
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return problem('malformed-body', 'The body is empty; JSON was expected.');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('malformed-body', 'Content-Length does not match the body.');
    case 'ECONNREFUSED':
    case '57P01': // PostgreSQL: admin_shutdown
    case '57P03': // PostgreSQL: cannot_connect_now
      return problem('unavailable', 'The database cannot be reached right now; the request was not carried out.');
    default:
      return problem(
        'internal',
        'Something went wrong on our side. The instance above names this occurrence in our log.',
      );
  }
}

/** One line per request: method, route pattern, status, time. Never the URL, which may carry an e-mail address. */
function logRequests(http: Http): void {
  http.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        reqId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
}
