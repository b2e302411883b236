export { verificationShape } from './schema.ts';
export type { Check, Verdict, Verification } from './verdict.ts';
export { badgeLimits, verifyBadge } from './verify.ts';
