import { z } from 'zod';

const url = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .meta({ description: 'https, with a public host name; nothing personal, and no user name, belongs in it.' });

const kinds = z
  .array(z.string().regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/, 'a kind such as award.issued was expected'))
  .min(1)
  .max(50)
  .refine((all) => new Set(all).size === all.length, 'each kind once was expected');

export const createWebhook = z
  .strictObject({
    url,
    kinds: kinds.optional().meta({ description: 'Kinds of events that it gets, as in `GET /v1/events`; absent: all.' }),
  })
  .meta({
    examples: [{ url: 'https://hooks.academy.example/stempel', kinds: ['award.issued', 'award.revoked'] }],
  });
export type CreateWebhook = z.infer<typeof createWebhook>;

export const changeWebhook = z
  .strictObject({
    url: url.optional(),
    kinds: kinds.nullable().optional().meta({ description: 'null: all.' }),
    state: z
      .enum(['active', 'disabled'])
      .optional()
      .meta({ description: '`disabled`: what is still to be delivered is cancelled, and nothing is made any more.' }),
  })
  .meta({ examples: [{ kinds: ['award.issued', 'award.reissued', 'award.revoked'], state: 'active' }] });
export type ChangeWebhook = z.infer<typeof changeWebhook>;

export const rotateSecret = z
  .strictObject({
    overlapHours: z
      .int()
      .min(0)
      .max(168)
      .default(24)
      .meta({ description: 'How long the secrets of before sign along; 0: they end at once.' }),
  })
  .meta({ examples: [{ overlapHours: 24 }] });

export const replayWebhook = z
  .strictObject({
    since: z.iso.datetime().meta({ description: 'Deliveries that were made since then, and given up.' }),
  })
  .meta({ examples: [{ since: '2026-11-01T00:00:00Z' }] });

export const webhookShape = z.object({
  id: z.uuid(),
  url: z.string(),
  kinds: z.array(z.string()).optional().meta({ description: 'Absent: all.' }),
  state: z.enum(['active', 'disabled']),
  disabledBecause: z
    .enum(['owner', 'gone'])
    .optional()
    .meta({ description: '`gone`: it answered 410, and is asked no more until somebody makes it active again.' }),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
});
export type WebhookAnswer = z.infer<typeof webhookShape>;

const secret = z.string().meta({
  description: 'What signatures are checked with (Standard Webhooks); shown in this answer only.',
});
export const webhookWithSecret = webhookShape.extend({ secret });
export type WebhookWithSecret = z.infer<typeof webhookWithSecret>;

export const testQueued = z.object({
  deliveries: z.url().meta({ description: 'Where the state of its deliveries stands, the newest first.' }),
});
export const replayed = z.object({ replayed: z.int().meta({ description: 'Deliveries that are made once more.' }) });
