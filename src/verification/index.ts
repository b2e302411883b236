export { badgeLimits, fileLimits } from './input/content.ts';
export { type JudgeInput, type JudgeOptions, judge } from './judge/judge.ts';
export type { Check, Verdict, Verification } from './judge/verdict.ts';
export { verifiedShape } from './schema.ts';
export { type Asked, type Verified, verifyBadge } from './verify.ts';
