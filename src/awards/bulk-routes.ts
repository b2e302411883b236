import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Issuing } from '../credentials/index.ts';
import { issuerCaller } from '../platform/auth.ts';
import type { Http } from '../platform/http.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { sendAsIs } from '../platform/send-as-is.ts';
import { bulkLimits, changeInBulk } from './bulk.ts';
import * as shape from './schema.ts';
import { withdrawWhere } from './withdraw-where.ts';

const tags = ['Completions and awards'];
const ndjson = 'application/x-ndjson';

/** Changing many awards: line by line, or by a query. */
export function bulkRoutes(http: Http, on: Issuing): void {
  http.post(
    '/v1/awards/bulk',
    {
      config: { needs: 'awards:write', ownTransactions: true },
      bodyLimit: bulkLimits.lines * bulkLimits.lineBytes,
      schema: {
        tags,
        summary: 'Revoke, suspend and reinstate many awards: NDJSON in, one result per line out, in order',
        body: shape.bulkBody,
        consumes: [ndjson],
        response: {
          200: {
            description:
              'NDJSON: `{"line": 1, "id": "…", "outcome": "changed" | "unchanged" | "failed", "problem": …}` per line; `problem` as in RFC 9457.',
            content: { [ndjson]: { schema: z.string() } },
          },
          ...problemResponses(400, 401, 403, 413, 415),
        },
      },
    },
    async (request, reply) => {
      const { body } = request;
      if (!(body instanceof Readable))
        throw problem('unsupported-media-type', `A body of type ${ndjson} was expected.`);
      // The stream is read after this handler has returned; what the request is bound to goes along.
      const within = AsyncLocalStorage.snapshot();
      const answers = changeInBulk(on, issuerCaller(request), body, within);
      return sendAsIs(reply, ndjson, Readable.from(answers));
    },
  );

  http.post(
    '/v1/awards/withdraw',
    {
      config: { needs: 'awards:write', ownTransactions: true },
      schema: {
        tags,
        summary: 'Revoke or suspend all awards that a query finds, or count them first',
        body: shape.withdrawWhere,
        response: { 200: shape.withdrawWhereAnswer, ...problemResponses(400, 401, 403, 413, 415, 503) },
      },
    },
    async (request) => withdrawWhere(on, issuerCaller(request), request.body),
  );
}
