import { z } from 'zod';
import { pageQuery } from '../../platform/pagination.ts';
import { channels, deliveryStates } from '../tables.ts';

export const deliveryShape = z.object({
  id: z.uuid(),
  channel: z.enum(channels),
  endpoint: z.uuid().optional().meta({ description: 'The webhook endpoint; absent for mail.' }),
  kind: z.string().meta({ description: 'What it tells; of a mail that tells several things, the first.' }),
  subject: z.string().meta({ description: 'What is told in order: `award:<id>` …; of mail `learner:<id>`.' }),
  messages: z.array(z.uuid()).meta({ description: 'The events that it tells.' }),
  awards: z.array(z.uuid()),
  state: z.enum(deliveryStates).meta({
    description:
      '`pending`, `sending`, `delivered`; `failed`: it is tried again at `nextAttemptAt`; `dead`: given up; `cancelled`: not wanted any more.',
  }),
  attempts: z.int(),
  nextAttemptAt: z.iso.datetime().optional(),
  lastError: z
    .string()
    .optional()
    .meta({ description: 'A status such as `503`, or a word such as `timed-out`; docs/deliveries.md.' }),
  createdAt: z.iso.datetime(),
  settledAt: z.iso.datetime().optional().meta({ description: 'When it was delivered, given up or cancelled.' }),
});
export type DeliveryAnswer = z.infer<typeof deliveryShape>;

export const deliveryQuery = pageQuery.extend({
  state: z.enum(deliveryStates).optional(),
  channel: z.enum(channels).optional(),
  message: z.uuid().optional().meta({ description: 'Id of an event.' }),
  award: z.uuid().optional(),
});

export const replayed = z.object({ replayed: z.int() });
