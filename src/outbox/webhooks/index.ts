export { webhookChannel } from './channel.ts';
export { webhookRoutes } from './routes.ts';
export { createSecretBox, wrappedWebhookSecrets } from './secrets.ts';
