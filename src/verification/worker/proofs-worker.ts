import { type ProofOutcome, verifyProofs } from '../../openbadges/index.ts';
import type { ProofWork } from './proof-threads.ts';

/** What a thread does: checks the proofs of one document. Nothing that it is given or gives back is shared with the main thread. */
export function checkProofs({ document, controllers, now, wanted }: ProofWork): Promise<ProofOutcome> {
  return verifyProofs(document, controllers, { ...wanted, ...(now && { now }) });
}
