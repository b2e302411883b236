import { issuerCaller } from '../platform/auth.ts';
import type { Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { type PrivacyPolicy, policyOf, setPolicy } from './policy.ts';
import * as shape from './schema.ts';

const tags = ['Learners and privacy'];
const path = '/v1/issuers/me/privacy';

/** How long an issuer keeps its learners, and what becomes of their badges. */
export function privacyRoutes(http: Http, on: Deps): void {
  http.get(
    path,
    {
      config: { needs: 'issuer:read' },
      schema: {
        tags,
        summary: 'Read the privacy policy of this issuer',
        response: { 200: shape.policyShape, ...problemResponses(401, 403) },
      },
    },
    async (request) => toAnswer(await policyOf(on.database, issuerCaller(request).issuerId)),
  );

  http.put(
    path,
    {
      config: { needs: 'issuer:write' },
      schema: {
        tags,
        summary: 'Set the privacy policy of this issuer: how long learners are kept, and what erasing does to badges',
        body: shape.privacyPolicy,
        response: { 200: shape.policyShape, ...problemResponses(400, 401, 403, 413, 415) },
      },
    },
    async (request) => toAnswer(await setPolicy(on, issuerCaller(request), request.body)),
  );
}

function toAnswer({ changedAt, ...policy }: PrivacyPolicy) {
  return { ...policy, ...(changedAt && { changedAt: changedAt.toISOString() }) };
}
