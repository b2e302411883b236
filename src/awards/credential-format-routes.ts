import { z } from 'zod';
import type { Issuing } from '../credentials/index.ts';
import { issuerCaller } from '../platform/auth.ts';
import type { Http } from '../platform/http.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { furtherCredential, issuedCredential } from './credential-format-schema.ts';
import { issueFurtherCredential } from './issue-format.ts';

/** One badge in another format, for the wallet of its holder. */
export function credentialFormatRoutes(http: Http, on: Issuing): void {
  http.post(
    '/v1/awards/:id/credentials',
    {
      config: { needs: 'awards:write' },
      schema: {
        tags: ['Completions and awards'],
        summary: 'Issue a further credential of an award, as VC-JWT bound to the DID of its holder',
        params: z.object({ id: z.uuid() }),
        body: furtherCredential,
        response: {
          200: issuedCredential.meta({ description: 'Issued before; the same one.' }),
          201: issuedCredential,
          ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const issued = await issueFurtherCredential(on, issuerCaller(request), request.params.id, request.body);
      const { id, jwt, fresh } = issued;
      return reply.status(fresh ? 201 : 200).send({ id, format: 'vc+jwt', jwt });
    },
  );
}
