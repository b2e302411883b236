import { z } from 'zod';
import { issuerCaller } from '../../platform/auth.ts';
import type { Http } from '../../platform/http.ts';
import { problemResponses } from '../../platform/problem-responses.ts';
import { badgeLimits } from '../../verification/index.ts';
import { issueCredential, type Signing } from './issue.ts';
import { mechanismNames } from './mechanisms.ts';
import { revoke, revokeShape } from './revoke.ts';

const example = {
  credential: {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential'],
    issuer: 'did:web:stempel.example:issuers:kompas',
    validFrom: '2026-01-05T00:00:00Z',
    credentialSubject: { id: 'did:example:holder', name: 'Noor' },
  },
};

const statusExample = {
  credentialStatus: {
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '94567',
    statusListCredential: 'https://stempel.example/status/019a0000-0000-7000-8000-000000000000',
  },
  status: true,
} as const;

/** Signing credentials of any kind (W3C VC API, "Issuing"). */
export function signerRoutes(http: Http, on: Signing): void {
  http.post(
    '/vc-api/issuers/:issuer/:mechanism/credentials/issue',
    {
      config: { needs: 'vc-api:issue', jsonLimits: badgeLimits },
      schema: {
        tags: ['VC API'],
        summary: 'Sign a credential of any kind',
        params: z.object({
          issuer: z.string().meta({ description: 'The slug of your own issuer.' }),
          mechanism: z.enum(mechanismNames).meta({ description: 'How it is secured.' }),
        }),
        body: z.unknown().meta({
          description:
            '`{"credential": …}` by version 1.1 or 2.0 of the data model. `issuer` is your DID, the address of your profile, or the `did:key` of the key that signs. `options.mandatoryPointers`: what a holder cannot leave out, for `ecdsa-sd-2023`. `options.credentialStatus`: `{"type": "BitstringStatusListEntry"}` gives it an entry in a status list of yours.',
          examples: [example],
        }),
        response: {
          201: z
            .object({ verifiableCredential: z.looseObject({}) })
            .meta({ description: 'The credential with its proof, or the envelope of a JWT.' }),
          ...problemResponses(400, 401, 403, 404, 409, 413, 415),
        },
      },
    },
    async (request, reply) => {
      const { issuer: slug, mechanism } = request.params;
      const caller = issuerCaller(request);
      const verifiableCredential = await issueCredential(on, caller, { slug, mechanism }, request.body);
      return reply.status(201).send({ verifiableCredential });
    },
  );
  http.post(
    '/vc-api/issuers/:issuer/credentials/status',
    {
      config: { needs: 'vc-api:issue' },
      schema: {
        tags: ['VC API'],
        summary: 'Revoke a credential that was signed here with a status entry; not a badge',
        params: z.object({ issuer: z.string().meta({ description: 'The slug of your own issuer.' }) }),
        body: revokeShape.meta({ examples: [statusExample] }),
        response: {
          200: z.object({}).meta({ description: 'It is revoked.' }),
          ...problemResponses(400, 401, 403, 404, 409),
        },
      },
    },
    async (request) => {
      await revoke(on, issuerCaller(request), request.params.issuer, request.body);
      return {};
    },
  );
}
