import { z } from 'zod';
import type { Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import type { Custody } from './custody/custody.ts';
import { rewrapKeys, type WrappedKeys } from './custody/rewrap.ts';

const rewrapped = z.object({
  keyEncryptionKeyId: z.string().meta({ description: 'The key-encryption key of today.' }),
  tables: z.array(
    z.object({
      name: z.string(),
      done: z.int().meta({ description: 'Data keys that this call has re-wrapped.' }),
      left: z.int().meta({ description: 'Data keys that are still under another key-encryption key.' }),
    }),
  ),
});

/** @param tables every table of the service that keeps wrapped data keys */
export function rewrapRoutes(http: Http, on: Deps, custody: Custody, tables: readonly WrappedKeys[]): void {
  http.post(
    '/v1/keys/rewrap',
    {
      config: { needs: 'operator', ownTransactions: true },
      schema: {
        tags: ['Issuers and keys'],
        summary: 'Put every stored data key under the key-encryption key of today; the service keeps running',
        response: { 200: rewrapped, ...problemResponses(401, 403) },
      },
    },
    async (request) => ({
      keyEncryptionKeyId: custody.keyEncryptionKeyId,
      tables: await rewrapKeys(on, { actor: 'operator', requestId: request.id }, custody, tables),
    }),
  );
}
