export { deliverDue, deliveryWorker, forgetDeliveries } from './attempt.ts';
export type { Addressed, Channel, Message } from './channel.ts';
export { deliveryHolding } from './mail/holding.ts';
export { mailChannel } from './mail/mail-channel.ts';
export { mailSettingsRoutes } from './mail/routes.ts';
export { type Delivering, relayOutbox } from './relay.ts';
export { deliveryStateRoutes } from './routes.ts';
export { watchOutbox } from './watch.ts';
export { createSecretBox, webhookChannel, webhookRoutes, wrappedWebhookSecrets } from './webhooks/index.ts';
