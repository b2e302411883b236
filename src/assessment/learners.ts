import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { record } from '../platform/record.ts';
import type { Guarded } from '../privacy/index.ts';
import type { LearnerInput } from './schema.ts';
import { type Learner, storedLearner } from './sealed.ts';
import { type HeldLearner, insertLearnerIfAbsent, lockLearnerByEmail, updateLearner } from './store.ts';
import { withoutPerson } from './without-person.ts';

/**
 * Finds or adds the learner of a report and holds the row until the transaction ends, so that two reports about one person are
 * decided one after the other. What the report newly tells about the person is kept; what it leaves out stays as it was.
 */
export async function learnerOfReport(
  on: Guarded,
  tx: Transaction,
  caller: IssuerCaller,
  input: LearnerInput,
): Promise<HeldLearner> {
  const { issuerId } = caller;
  const index = on.privacy.sealing
    ? await on.privacy.ensureIndex(on, tx, caller, issuerId)
    : await on.privacy.index(tx, issuerId);
  const find = () => lockLearnerByEmail(on, tx, issuerId, input.email, index);
  // Who is not found is added; unless another report does so at this very moment, for which the insert waits.
  const known = (await find()) ?? (await addLearner(on, tx, caller, input)) ?? (await find());
  if (known === undefined) throw new Error('a learner that was just added is not there');
  const { learner, seal } = known;
  const next: Learner = {
    ...learner,
    name: input.name ?? learner.name,
    did: input.did ?? learner.did,
    reference: input.reference ?? learner.reference,
    language: input.language ?? learner.language,
  };
  const changed = (['name', 'did', 'reference', 'language'] as const).some(
    (member) => next[member] !== learner[member],
  );
  if (!changed) return known;
  const before = storedLearner(learner, seal, index);
  const after = storedLearner(next, seal, index);
  await updateLearner(tx, after);
  await record(tx, on, caller, {
    issuerId,
    kind: 'learner.changed',
    subject: `learner:${learner.id}`,
    before: withoutPerson(before),
    after: withoutPerson(after),
    payload: { id: learner.id },
  });
  return { learner: next, seal };
}

/** @returns nothing when somebody else added the same person first */
async function addLearner(
  on: Guarded,
  tx: Transaction,
  caller: IssuerCaller,
  input: LearnerInput,
): Promise<HeldLearner | undefined> {
  const { issuerId } = caller;
  const learner: Learner = {
    issuerId,
    id: on.ids.next(),
    email: input.email,
    name: input.name ?? null,
    did: input.did ?? null,
    reference: input.reference ?? null,
    language: input.language ?? null,
    createdAt: on.clock.now(),
    erasedAt: null,
  };
  const fresh = on.privacy.sealing ? await on.privacy.newSeal(on, tx, caller, issuerId, learner.id) : undefined;
  const row = storedLearner(learner, fresh?.seal, fresh?.index);
  if (!(await insertLearnerIfAbsent(tx, row))) return undefined;
  await fresh?.keep(tx);
  if (fresh !== undefined) on.privacy.hold(tx, learner.id, fresh.seal);
  await record(tx, on, caller, {
    issuerId,
    kind: 'learner.added',
    subject: `learner:${learner.id}`,
    after: withoutPerson(row),
    payload: { id: learner.id },
  });
  return { learner, seal: fresh?.seal };
}
