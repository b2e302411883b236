export { deliverDue, deliveryWorker, forgetDeliveries } from './attempt.ts';
export type { Addressed, Channel, Message } from './channel.ts';
export { type Delivering, relayOutbox } from './relay.ts';
export { deliveryStateRoutes } from './routes.ts';
