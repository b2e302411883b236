import { z } from 'zod';

export const furtherCredential = z
  .strictObject({
    format: z.literal('vc+jwt').meta({ description: 'VC-JWT (Open Badges 3.0 §8.2.4), for wallets that ask for it.' }),
    algorithm: z.enum(['ES256', 'RS256', 'EdDSA']).meta({
      description: 'The issuer needs an active key for it: P-256, RSA or Ed25519.',
    }),
  })
  .meta({ examples: [{ format: 'vc+jwt', algorithm: 'ES256' }] });
export type FurtherCredential = z.infer<typeof furtherCredential>;

export const issuedCredential = z.object({
  id: z.uuid(),
  format: z.literal('vc+jwt'),
  jwt: z.string().meta({ description: 'The signed badge, compact serialisation (RFC 7515 §3.1).' }),
});
