import type { Custody } from '../issuers/index.ts';
import type { Http } from '../platform/http.ts';
import type { JobHandler } from '../platform/jobs/jobs.ts';
import type { Task } from '../platform/tasks.ts';
import type { Guarded } from '../privacy/index.ts';
import { deliver, deliveryQueue } from './deliveries/deliver.ts';
import { deliveriesRoutes } from './deliveries/routes.ts';
import { forgetDeliveries, wakeDeliveries } from './deliveries/tasks.ts';
import type { Delivering } from './delivering.ts';
import { attemptMail } from './mail/attempt.ts';
import { createPostman } from './mail/postman.ts';
import { mailRoutes } from './mail/routes.ts';
import { relayOutbox } from './relay/relay.ts';
import { attemptWebhook } from './webhooks/attempt.ts';
import { webhookRoutes } from './webhooks/routes.ts';

export { deliveryQueue } from './deliveries/deliver.ts';
export { deliveryHolding } from './holding.ts';
export { wrappedWebhookSecrets } from './webhooks/secrets.ts';

/** What this room does without a request. */
export interface Outbox {
  readonly tasks: readonly Task[];
  readonly handlers: readonly JobHandler[];
}

/** Tells what happened: mail to learners, webhooks to systems; and shows what became of it. */
export function openOutbox(http: Http, given: Guarded, custody: Custody): Outbox {
  const on: Delivering = { ...given, custody, postman: createPostman(given.config) };
  webhookRoutes(http, on);
  deliveriesRoutes(http, on);
  mailRoutes(http, on);
  return {
    tasks: [relayOutbox(on), wakeDeliveries(on), forgetDeliveries(on)],
    handlers: [
      {
        queue: deliveryQueue,
        run: (id) =>
          deliver(on, id, (delivery) =>
            delivery.channel === 'mail' ? attemptMail(on, delivery) : attemptWebhook(on, delivery),
          ),
      },
    ],
  };
}
