import type { Verdict } from './verdict.ts';

/** Whether a verdict means that one may rely on what was judged. */
export function isRelied(verdict: Verdict): boolean {
  return verdict === 'valid' || verdict === 'valid-with-warnings';
}
