/** The problems that the specifications name, with the address that each has there. */
export const problemUrls = {
  PARSING_ERROR: 'https://www.w3.org/TR/vc-data-model#PARSING_ERROR',
  CRYPTOGRAPHIC_SECURITY_ERROR: 'https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR',
  MALFORMED_VALUE_ERROR: 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR',
  RANGE_ERROR: 'https://www.w3.org/TR/vc-data-model#RANGE_ERROR',
  PROOF_VERIFICATION_ERROR: 'https://w3id.org/security#PROOF_VERIFICATION_ERROR',
  PROOF_TRANSFORMATION_ERROR: 'https://w3id.org/security#PROOF_TRANSFORMATION_ERROR',
  DATA_LOSS_DETECTION_ERROR: 'https://w3id.org/security#DATA_LOSS_DETECTION_ERROR',
  INVALID_DOMAIN_ERROR: 'https://w3id.org/security#INVALID_DOMAIN_ERROR',
  INVALID_CHALLENGE_ERROR: 'https://w3id.org/security#INVALID_CHALLENGE_ERROR',
  INVALID_VERIFICATION_METHOD: 'https://w3id.org/security#INVALID_VERIFICATION_METHOD',
  STATUS_RETRIEVAL_ERROR: 'https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR',
  STATUS_VERIFICATION_ERROR: 'https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR',
  STATUS_LIST_LENGTH_ERROR: 'https://www.w3.org/ns/credentials/status-list#STATUS_LIST_LENGTH_ERROR',
} as const;
export type ProblemName = keyof typeof problemUrls;

/** One thing that is wrong with a credential or a presentation, and where. */
export interface Flaw {
  readonly problem: ProblemName;
  readonly path: readonly (string | number)[];
  /** What was expected. */
  readonly detail: string;
}

export function flaw(path: Flaw['path'], detail: string, problem: ProblemName = 'MALFORMED_VALUE_ERROR'): Flaw {
  return { problem, path, detail };
}

/** The flaws of something that stands inside something else. */
export function within(path: Flaw['path'], flaws: readonly Flaw[]): Flaw[] {
  return flaws.map((each) => ({ ...each, path: [...path, ...each.path] }));
}
