/** One thing that is wrong with the audit log. */
export interface AuditFinding {
  readonly kind: AuditFindingKind;
  /** Name of the chain: the id of an issuer, or `operator`. */
  readonly chain: string;
  /** Place in the chain, where there is one. */
  readonly sequence?: number;
  /** The audit entry, outbox message or log entry that it is about. */
  readonly id?: string;
}

/** What each finding means, for whoever reads the report. */
export const auditFindings = {
  'altered-entry': 'The entry is not what it was when it was chained.',
  'missing-entry': 'There is a link for an entry that is gone.',
  'unlinked-entry': 'The entry is in no chain.',
  gap: 'Links are missing before this one.',
  'broken-link': 'The link does not follow from the one before it.',
  'wrong-chain': 'The entry is linked into the chain of somebody else.',
  'cut-tail': 'The public log anchors a link that is no longer there: the end of the chain was cut off.',
  'anchor-mismatch': 'The public log anchors another link than the one in this place: the chain was written anew.',
  'lone-message': 'The outbox message has no audit entry of the same transaction.',
} as const;

export type AuditFindingKind = keyof typeof auditFindings;
