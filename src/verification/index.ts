export { type JudgeInput, type JudgeOptions, judge } from './judge/judge.ts';
export type { Check, Verdict, Verification } from './judge/verdict.ts';
export { verificationShape } from './schema.ts';
export { badgeLimits, verifyBadge } from './verify.ts';
