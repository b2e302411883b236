import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isUnanswered } from './database-failure.ts';
import type { Deps } from './deps.ts';
import type { Http, HttpParts } from './http.ts';
import type { MethodsOf } from './methods.ts';
import { Problem, problem, problemDocument } from './problem.ts';
import { faultsOf, ShapeError } from './request-shape.ts';

/** The one place where an error becomes an answer (RFC 9457). */
export function answerErrors(
  http: Http,
  on: Deps,
  { problemPage, methodsOf }: Pick<HttpParts, 'problemPage'> & { readonly methodsOf: MethodsOf },
): void {
  http.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(request.url.split('?')[0] ?? '');
    if (methods.length > 0) {
      reply.header('allow', methods.join(', '));
      throw problem('method-not-allowed', `${request.method} is not possible here; ${methods.join(', ')} is.`);
    }
    throw problem('not-found', 'No such resource. The paths of this service are listed in /openapi.yaml.');
  });
  http.setErrorHandler<FastifyError>((error, request, reply) => {
    const raised = asProblem(error, request);
    if (raised.code === 'internal') request.log.error({ err: error }, 'request failed');
    if (raised.code === 'unavailable') request.log.warn({ err: error }, 'database unavailable');
    const document = problemDocument(raised, on.config.publicBaseUrl, `urn:uuid:${request.id}`);
    if (raised.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer realm="stempel"');
    if (raised.code === 'unavailable') reply.header('retry-after', '5');
    reply.status(document.status).header('cache-control', 'no-store');
    const page = problemPage(document, request);
    if (page !== undefined) {
      reply.header('content-security-policy', page.contentSecurityPolicy);
      return reply.type('text/html; charset=utf-8').send(page.html);
    }
    return reply.type('application/problem+json').send(Buffer.from(JSON.stringify(document)));
  });
}

/** For addresses that the router cannot even read (a broken percent-encoding, an endless parameter); no hook runs for them. */
export function answerUnroutable(on: Deps) {
  return (_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const raised = problem('invalid-request', 'The address is not well encoded, or a part of it is too long.');
    const document = problemDocument(raised, on.config.publicBaseUrl, `urn:uuid:${request.id}`);
    reply
      .status(document.status)
      .headers({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
      })
      .type('application/problem+json')
      .send(Buffer.from(JSON.stringify(document)));
  };
}

/** The switch from what libraries throw to our closed list. */
function asProblem(error: FastifyError | Error, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ShapeError) {
    return problem('invalid-request', `The ${error.place} does not have the expected shape.`, faultsOf(error));
  }
  if (isUnanswered(error)) {
    return problem(
      'unavailable',
      'The database does not answer right now. Try again; a report that did arrive is not counted twice.',
    );
  }
  const code = 'code' in error ? error.code : undefined;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('body-too-large', `The body may have at most ${request.routeOptions.bodyLimit} bytes.`);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem(
        'unsupported-media-type',
        `Content-Type ${request.headers['content-type'] || '(none)'} is not accepted here.`,
      );
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return problem('malformed-body', 'The body is empty; JSON was expected.');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('malformed-body', 'Content-Length does not match the body.');
    default:
      return problem(
        'internal',
        'Something went wrong on our side. The instance above names this occurrence in our log.',
      );
  }
}
