import type { Transaction } from '../platform/database.ts';
import type { Deps, IssuerCaller } from '../platform/deps.ts';
import { record } from '../platform/record.ts';
import type { LearnerInput } from './schema.ts';
import { insertLearnerIfAbsent, type LearnerRow, lockLearnerByEmail, updateLearner } from './store.ts';

/**
 * Finds or adds the learner of a report and holds the row until the transaction ends, so that two reports about one person are
 * decided one after the other. What the report newly tells about the person is kept; what it leaves out stays as it was.
 */
export async function learnerOfReport(
  on: Deps,
  tx: Transaction,
  caller: IssuerCaller,
  input: LearnerInput,
): Promise<LearnerRow> {
  const { issuerId } = caller;
  const fresh: LearnerRow = {
    issuerId,
    id: on.ids.next(),
    email: input.email,
    name: input.name ?? null,
    did: input.did ?? null,
    reference: input.reference ?? null,
    language: input.language ?? null,
    createdAt: on.clock.now(),
  };
  const added = await insertLearnerIfAbsent(tx, fresh);
  const known = await lockLearnerByEmail(tx, issuerId, input.email);
  if (known === undefined) throw new Error('a learner that was just added is not there');
  if (added) {
    await record(tx, on, caller, {
      issuerId,
      kind: 'learner.added',
      subject: `learner:${known.id}`,
      after: known,
      payload: { id: known.id },
    });
    return known;
  }
  const next: LearnerRow = {
    ...known,
    name: input.name ?? known.name,
    did: input.did ?? known.did,
    reference: input.reference ?? known.reference,
    language: input.language ?? known.language,
  };
  const changed = (['name', 'did', 'reference', 'language'] as const).some((member) => next[member] !== known[member]);
  if (!changed) return known;
  await updateLearner(tx, next);
  await record(tx, on, caller, {
    issuerId,
    kind: 'learner.changed',
    subject: `learner:${known.id}`,
    before: known,
    after: next,
    payload: { id: known.id },
  });
  return next;
}
