import { type JsonObject, type ProofCode, validityOf } from '../../../openbadges/index.ts';
import { type Check, check } from '../verdict.ts';

/** Whether a badge counts on this day (VC Data Model 2.0 §4.9). */
export function judgeValidity(document: JsonObject, now: Date): Check {
  const [from, until] = validityOf(document);
  if (from !== undefined && now.getTime() < from) return check('validity', 'failed', 'not-yet-valid');
  if (until !== undefined && now.getTime() > until) return check('validity', 'failed', 'expired');
  return check('validity', 'passed', 'within-period');
}

/** What a proof's own times say of the badge (threats.md §2.7): one that is only untimely makes a badge expired or early, not forged. */
export function untimelyProof(code: ProofCode): Check | undefined {
  if (code === 'proof-expired') return check('validity', 'failed', 'expired', { detail: 'the proof has expired' });
  if (code === 'proof-from-the-future')
    return check('validity', 'failed', 'not-yet-valid', { detail: 'the proof says that it was made later than now' });
  return undefined;
}
