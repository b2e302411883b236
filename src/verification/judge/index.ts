/**
 * The front door of judging itself and of looking up keys, for whoever brings sources of their own: the command line, a page in a browser. Pure: no database, no
 * network, no clock.
 */
export { type Asked, judgeSent, type Means, type Verified } from '../judge-sent.ts';
export { resolveKeys } from '../resolve/resolve.ts';
export type { JudgeOptions } from './judge.ts';
export type { ReasonCode } from './reasons.ts';
export type { Fetched, Sources, Unavailable, Wanted } from './sources.ts';
export type { Check, Outcome, StepName, Verdict } from './verdict.ts';
