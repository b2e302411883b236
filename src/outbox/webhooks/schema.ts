import { z } from 'zod';
import { plainText } from '../../platform/text.ts';

const url = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .meta({ description: 'Where messages are posted to: https, port 443, a host name.' });

const kind = z.string().regex(/^[a-z][a-z-]*\.[a-z][a-z-]*$/, 'a kind such as award.issued was expected');

const kinds = z
  .array(kind)
  .min(1)
  .max(50)
  .nullable()
  .meta({ description: 'Which kinds of messages (docs/deliveries.md); null: all.' });

export const createEndpoint = z
  .strictObject({
    url,
    kinds: kinds.optional(),
    description: plainText(200).optional(),
  })
  .meta({ examples: [{ url: 'https://lms.example/hooks/stempel', kinds: ['award.issued', 'award.revoked'] }] });
export type CreateEndpoint = z.infer<typeof createEndpoint>;

export const changeEndpoint = z
  .strictObject({
    url: url.optional(),
    kinds: kinds.optional(),
    description: plainText(200).nullable().optional(),
    state: z.enum(['active', 'disabled']).optional(),
  })
  .meta({ examples: [{ kinds: null }, { state: 'active' }] });
export type ChangeEndpoint = z.infer<typeof changeEndpoint>;

export const replayDead = z
  .strictObject({
    since: z.iso.datetime({ offset: true }).meta({ description: 'Deliveries that were made at or after this moment.' }),
  })
  .meta({ examples: [{ since: '2026-11-01T00:00:00Z' }] });

export const endpoint = z.object({
  id: z.uuid(),
  url: z.string(),
  description: z.string().optional(),
  kinds: z.array(z.string()).nullable(),
  state: z.enum(['active', 'disabled']),
  disabledBecause: z
    .enum(['gone', 'issuer'])
    .optional()
    .meta({ description: '`gone`: it answered 410. `issuer`: you switched it off.' }),
  createdAt: z.iso.datetime(),
});
export type EndpointAnswer = z.infer<typeof endpoint>;

export const createdEndpoint = endpoint.extend({
  secret: z.string().meta({ description: 'What messages are signed with (`whsec_…`). It is shown only here, now.' }),
});
export type CreatedEndpoint = z.infer<typeof createdEndpoint>;
