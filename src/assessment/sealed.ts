import type { BlindIndex, LearnerSeal } from '../privacy/index.ts';
import type { assessments, completions, learners, partialProofs } from './tables.ts';

/**
 * What of each record tells of the person, and how it lies in the database: sealed under the learner's key, or, in a row of a learner who has no key
 * (yet), in columns of its own as the first release wrote it. Every record of a learner has the same form.
 */

export type StoredLearner = typeof learners.$inferSelect;
export type StoredCompletion = typeof completions.$inferSelect;
export type StoredAssessment = typeof assessments.$inferSelect;
export type StoredPartialProof = typeof partialProofs.$inferSelect;

/** A person who learns, as one issuer knows them. */
export type Learner = Omit<StoredLearner, 'email' | 'sealed' | 'emailIndex' | 'referenceIndex'> & {
  /** Empty once the learner was erased. */
  readonly email: string;
};

type Filled<Row, Member extends keyof Row> = Omit<Row, Member | 'sealed'> & {
  [Each in Member]: NonNullable<Row[Each]>;
};
export type Completion = Filled<StoredCompletion, 'reported'>;
export type Assessment = Filled<StoredAssessment, 'evidence'>;
export type PartialProof = Filled<StoredPartialProof, 'source' | 'evidence'>;

type SealedLearner = Pick<Learner, 'email' | 'name' | 'did' | 'reference' | 'language'>;
type SealedCompletion = Pick<Completion, 'recordKey' | 'digest' | 'skipReason' | 'reported'>;
type SealedAssessment = Pick<Assessment, 'assessor' | 'evidence' | 'feedback' | 'reference'>;
type SealedPartialProof = Pick<PartialProof, 'recordKey' | 'digest' | 'source' | 'evidence'>;

/** Thrown never to a caller: a row is sealed, and there is no key although its learner was not erased. */
class NoKey extends Error {
  constructor(what: string) {
    super(`${what} is sealed and its key is not there`);
  }
}

export function storedLearner(learner: Learner, seal?: LearnerSeal, index?: BlindIndex): StoredLearner {
  if (seal === undefined || index === undefined)
    return { ...learner, sealed: null, emailIndex: null, referenceIndex: null };
  const { email, name, did, reference, language, ...open } = learner;
  const person: SealedLearner = { email, name, did, reference, language };
  return {
    ...open,
    ...{ email: null, name: null, did: null, reference: null, language: null },
    sealed: seal.seal(`learner:${learner.id}`, person),
    emailIndex: index('email', email),
    referenceIndex: reference === null ? null : index('reference', reference),
  };
}

/** @returns for an erased learner one without a person */
export function openedLearner(row: StoredLearner, seal: LearnerSeal | undefined): Learner {
  const { sealed, emailIndex: _email, referenceIndex: _reference, ...rest } = row;
  if (sealed === null) return { ...rest, email: rest.email ?? '' };
  if (seal === undefined) throw new NoKey(`learner ${row.id}`);
  return { ...rest, ...seal.open<SealedLearner>(`learner:${row.id}`, sealed) };
}

/** The form in which a record key is looked for among the records of a learner. */
export function storedRecordKey(recordKey: string, seal: LearnerSeal | undefined): string {
  return seal === undefined ? recordKey : seal.hash(recordKey);
}

export function storedCompletion(completion: Completion, seal?: LearnerSeal): StoredCompletion {
  if (seal === undefined) return { ...completion, sealed: null };
  const { recordKey, digest, skipReason, reported } = completion;
  const hidden: SealedCompletion = { recordKey, digest, skipReason, reported };
  return {
    ...completion,
    recordKey: storedRecordKey(recordKey, seal),
    digest: seal.hash(digest),
    skipReason: null,
    reported: null,
    sealed: seal.seal(`completion:${completion.id}`, hidden),
  };
}

/** @returns of an erased learner what is left: which station, when */
export function openedCompletion(row: StoredCompletion, seal: LearnerSeal | undefined): Completion {
  const { sealed, ...rest } = row;
  if (sealed === null || seal === undefined) return { ...rest, reported: rest.reported ?? {} };
  return { ...rest, ...seal.open<SealedCompletion>(`completion:${row.id}`, sealed) };
}

export function storedAssessment(assessment: Assessment, seal?: LearnerSeal): StoredAssessment {
  if (seal === undefined) return { ...assessment, sealed: null };
  const { assessor, evidence, feedback, reference } = assessment;
  const hidden: SealedAssessment = { assessor, evidence, feedback, reference };
  return {
    ...assessment,
    ...{ assessor: null, evidence: null, feedback: null, reference: null },
    sealed: seal.seal(`assessment:${assessment.id}`, hidden),
  };
}

/** @returns of an erased learner what is left: which ULO, how it was judged */
export function openedAssessment(row: StoredAssessment, seal: LearnerSeal | undefined): Assessment {
  const { sealed, ...rest } = row;
  if (sealed === null || seal === undefined) return { ...rest, evidence: rest.evidence ?? [] };
  return { ...rest, ...seal.open<SealedAssessment>(`assessment:${row.id}`, sealed) };
}

export function storedPartialProof(proof: PartialProof, seal?: LearnerSeal): StoredPartialProof {
  if (seal === undefined) return { ...proof, sealed: null };
  const { recordKey, digest, source, evidence } = proof;
  const hidden: SealedPartialProof = { recordKey, digest, source, evidence };
  return {
    ...proof,
    recordKey: storedRecordKey(recordKey, seal),
    digest: seal.hash(digest),
    source: null,
    evidence: null,
    sealed: seal.seal(`partial-proof:${proof.id}`, hidden),
  };
}

/** @returns of an erased learner what is left: which components of which ULO */
export function openedPartialProof(row: StoredPartialProof, seal: LearnerSeal | undefined): PartialProof {
  const { sealed, ...rest } = row;
  if (sealed === null || seal === undefined)
    return { ...rest, source: rest.source ?? { kind: 'other', name: '' }, evidence: rest.evidence ?? [] };
  return { ...rest, ...seal.open<SealedPartialProof>(`partial-proof:${row.id}`, sealed) };
}
