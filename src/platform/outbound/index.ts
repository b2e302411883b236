export type { OutboundAnswer } from './exchange.ts';
export { createOutbound, type Outbound, type OutboundRequest } from './outbound.ts';
export { OutboundError, type OutboundFailure } from './outbound-error.ts';
