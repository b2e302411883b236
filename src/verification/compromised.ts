import {
  type ControllerDocument,
  isObject,
  type JsonObject,
  type ProofOutcome,
  verifyProofs,
} from '../openbadges/index.ts';
import type { Check } from './verdict.ts';

/** When this service issued exactly this document by its own record, proof included; nothing when it did not. */
export type RecordedIssue = (document: JsonObject) => Promise<Date | undefined>;

/** A badge of a compromised key that this service did issue. */
export interface Compromised {
  readonly proof: ProofOutcome;
  readonly issuer: Check;
  /** Given when the badge counts no more, whatever its place in the status list says by now. */
  readonly status?: Check;
}

/** What is said of a document that names a compromised key and is in no record of ours: whoever has the key can make one, with any date in it. */
export const compromisedProof: Check = {
  name: 'proof',
  outcome: 'failed',
  code: 'key-compromised',
  message:
    'The key that signed was in the wrong hands, and there is no record that the issuer issued this: anybody with that key may have made it.',
};

/**
 * Judges a document that is signed with a key which its controller has withdrawn. The date in the proof says nothing, because a thief writes
 * it; only the record of this service counts (threats.md §6).
 * @returns nothing when it was not issued here
 */
export async function judgeCompromised(
  document: JsonObject,
  named: ReadonlyMap<string, ControllerDocument>,
  recordedIssue: RecordedIssue,
): Promise<Compromised | undefined> {
  const issuedAt = await recordedIssue(document);
  if (issuedAt === undefined) return undefined;
  const former = new Map([...named].map(([id, controller]) => [id, beforeWithdrawal(controller)]));
  const proof = await verifyProofs(document, former);
  const issuer: Check = {
    name: 'issuer',
    outcome: 'passed',
    code: 'recorded-by-issuer',
    message:
      'The key that signed was compromised later, but this very badge is in the record of what the issuer issued.',
  };
  const since = withdrawnSince(document, named);
  if (issuedAt.getTime() < since) return { proof, issuer };
  const status: Check = {
    name: 'status',
    outcome: 'failed',
    code: 'key-compromised',
    message: 'The issuer has revoked everything that was signed with this key since it was compromised.',
  };
  return { proof, issuer, status };
}

function beforeWithdrawal(controller: ControllerDocument): ControllerDocument {
  const verificationMethod = controller.verificationMethod.map(({ revoked: _, ...method }) => method);
  return { ...controller, verificationMethod, assertionMethod: verificationMethod.map(({ id }) => id) };
}

/** The earliest moment at which one of the keys that signed was withdrawn; the beginning of time when none says so. */
function withdrawnSince({ proof }: JsonObject, named: ReadonlyMap<string, ControllerDocument>): number {
  const used = new Set([proof ?? []].flat().map((each) => (isObject(each) ? each.verificationMethod : undefined)));
  const moments = [...named.values()]
    .flatMap(({ verificationMethod }) => verificationMethod)
    .filter(({ id, revoked }) => used.has(id) && revoked !== undefined)
    .map(({ revoked = '' }) => Date.parse(revoked));
  return moments.length === 0 ? Number.NEGATIVE_INFINITY : Math.min(...moments);
}
