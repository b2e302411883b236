export { verificationShape } from './schema.ts';
export type { Check, Verdict, Verification } from './verdict.ts';
export { badgeLimits, verifyBadge, verifyDocument } from './verify.ts';
