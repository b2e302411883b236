import type { JwtCode, ProofCode, SdJwtCode } from '../../openbadges/index.ts';
import { type Flaw, flaw, type ProblemName } from '../model/flaw.ts';

/** Faults of a proof that the specifications have names of their own for; the others are errors of verifying (VC Data Integrity §4.8). */
const names: Partial<Record<ProofCode | JwtCode | SdJwtCode, ProblemName>> = {
  'no-proof': 'PARSING_ERROR',
  'malformed-proof': 'PARSING_ERROR',
  'malformed-jwt': 'PARSING_ERROR',
  'claims-missing': 'PARSING_ERROR',
  'claims-mismatch': 'MALFORMED_VALUE_ERROR',
  'wrong-domain': 'INVALID_DOMAIN_ERROR',
  'wrong-challenge': 'INVALID_CHALLENGE_ERROR',
  'not-processable': 'DATA_LOSS_DETECTION_ERROR',
  'unknown-key': 'INVALID_VERIFICATION_METHOD',
  'unsound-key': 'INVALID_VERIFICATION_METHOD',
  'wrong-key-type': 'INVALID_VERIFICATION_METHOD',
};

/** @param code as the pure library gives it */
export function proofFlaw(code: ProofCode | JwtCode | SdJwtCode, path: Flaw['path'] = ['proof']): Flaw {
  return flaw(path, code, names[code] ?? 'PROOF_VERIFICATION_ERROR');
}
