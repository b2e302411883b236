/** The library: verifies Open Badges in Node and in a browser. See docs/library.md. */
export type { Check, Outcome, ReasonCode, StepName, Verdict, Verified } from '../verification/judge/index.ts';
export type { WayOut } from './fetch-sources.ts';
export { type BadgeInput, type VerifyOptions, verifyBadge } from './verify-badge.ts';
