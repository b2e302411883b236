export { fileLimits } from './input/content.ts';
export { badgeLimits } from './judge/limits.ts';
export type { Check, Verdict, Verification } from './judge/verdict.ts';
export type { Asked, Verified } from './judge-sent.ts';
export { verifiedShape } from './schema.ts';
export type { Judging } from './sources/sources.ts';
export { verifyBadge } from './verify.ts';
export { fileReaders } from './worker/file-thread.ts';
export { type CheckProofs, type ProofThreads, startProofThreads, usualLimits } from './worker/proof-threads.ts';
