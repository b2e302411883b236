import type { Text } from '../platform/text.ts';
import type { AssessmentInput, PartialProofReport } from './schema.ts';

/**
 * Whether what was awarded for a record still holds. A record whose badge was revoked or suspended counts for nothing new:
 * a line built on it would stand on air.
 */
export type Standing = 'holds' | 'suspended' | 'revoked';

/** A station taken or skipped. */
export interface CompletionRecord {
  readonly id: string;
  readonly stationRef: string;
  readonly status: 'completed' | 'skipped';
  readonly skipReason: Text | string | null;
  readonly startedOn: string | null;
  readonly completedOn: string;
  readonly standing: Standing;
}

/** One ULO judged by its rubric. */
export interface AssessmentRecord {
  readonly id: string;
  readonly completionId: string;
  readonly uloRef: string;
  readonly uloVersion: number;
  readonly judgedOn: string;
  readonly criteria: AssessmentInput['criteria'];
  /** What the rubric of that version said of it when it was recorded. */
  readonly passed: boolean;
  readonly level: number | null;
  readonly standing: Standing;
}

/** Some components of a ULO, proven elsewhere. */
export interface PartialProofRecord {
  readonly id: string;
  readonly uloRef: string;
  readonly components: readonly string[];
  readonly source: PartialProofReport['source'];
  readonly level: number | null;
  readonly issuedOn: string;
}

/** Everything that an issuer has recorded about one learner. */
export interface LearnerRecords {
  readonly completions: readonly CompletionRecord[];
  readonly assessments: readonly AssessmentRecord[];
  readonly partialProofs: readonly PartialProofRecord[];
}

/**
 * The same records in the order of their days, and of their ids within a day, so that nothing that is decided depends on how they were
 * fetched.
 * @param until records after this day are left out
 */
export function oldestFirst(
  { completions, assessments, partialProofs }: LearnerRecords,
  until = '9999-12-31',
): LearnerRecords {
  const inOrder = <Item extends { readonly id: string }>(items: readonly Item[], dayOf: (item: Item) => string) =>
    items.filter((item) => dayOf(item) <= until).toSorted((a, b) => compare(dayOf(a), dayOf(b)) || compare(a.id, b.id));
  return {
    completions: inOrder(completions, (each) => each.completedOn),
    assessments: inOrder(assessments, (each) => each.judgedOn),
    partialProofs: inOrder(partialProofs, (each) => each.issuedOn),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
