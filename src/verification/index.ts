export { type JudgeInput, type JudgeOptions, judge } from './judge/judge.ts';
export type { Check, Verdict, Verification } from './judge/verdict.ts';
export { verificationShape } from './schema.ts';
export type { Judging } from './sources/sources.ts';
export { badgeLimits, verifyBadge } from './verify.ts';
export { type CheckProofs, type ProofThreads, startProofThreads, usualLimits } from './worker/proof-threads.ts';
