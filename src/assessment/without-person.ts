import type { StoredAssessment, StoredCompletion, StoredLearner, StoredPartialProof } from './sealed.ts';

/**
 * Every column that may hold something of the person in the clear. Audit entries cannot be erased, so no digest in them may be over one of these: who
 * has the rest of the row could try names and addresses until the digest fits.
 */
const personal = [
  'email',
  'name',
  'did',
  'reference',
  'language',
  'emailIndex',
  'referenceIndex',
  'recordKey',
  'digest',
  'skipReason',
  'reported',
  'assessor',
  'evidence',
  'feedback',
  'source',
] as const;

/** A stored row as an audit entry digests it: what is sealed counts in its sealed form, which nobody can guess. */
export function withoutPerson(
  row: StoredLearner | StoredCompletion | StoredAssessment | StoredPartialProof,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !(personal as readonly string[]).includes(name))
      .map(([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('base64') : value]),
  );
}
