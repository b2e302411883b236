import { z } from 'zod';
import { pageQuery } from '../platform/pagination.ts';

const channel = z.enum(['mail', 'webhook']);
/** What becomes of a delivery; see `docs/deliveries.md`. */
export const deliveryStates = ['pending', 'sending', 'delivered', 'dead', 'cancelled'] as const;
const state = z.enum(deliveryStates);

export const deliveryShape = z.object({
  id: z.uuid(),
  channel,
  receiver: z.uuid().meta({ description: 'Id of the webhook endpoint, or of the learner who gets a mail.' }),
  events: z.array(z.uuid()).meta({ description: 'The events that it tells of, as in `GET /v1/events`.' }),
  kind: z.string(),
  subject: z.string(),
  state: state.meta({
    description: '`dead`: given up after the last attempt; `cancelled`: there is nobody to tell any more.',
  }),
  attempts: z.int(),
  nextAttemptAt: z.iso.datetime().optional(),
  lastError: z.string().optional(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
});
export type DeliveryAnswer = z.infer<typeof deliveryShape>;

export const deliveryQuery = pageQuery.extend({
  state: state.optional(),
  channel: channel.optional(),
  event: z.uuid().optional().meta({ description: 'Id of an event.' }),
  award: z.uuid().optional(),
  receiver: z.uuid().optional(),
});
export type DeliveryQuery = z.infer<typeof deliveryQuery>;
