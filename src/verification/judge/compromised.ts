import { type ControllerDocument, isObject, type JsonObject, type ProofOutcome } from '../../openbadges/index.ts';
import type { Sources } from './sources.ts';
import { type Check, check } from './verdict.ts';

/** A badge of a compromised key that the judging service did issue. */
export interface Compromised {
  readonly proof: ProofOutcome;
  readonly issuer: Check;
  /** Given when the badge counts no more, whatever its place in the status list says by now. */
  readonly status?: Check;
}

/**
 * Judges a document that is signed with a key which its controller has withdrawn. The date in the proof says nothing, because a thief writes
 * it; only the record of this service counts (threats.md §6).
 * @returns nothing when it was not issued here
 */
export async function judgeCompromised(
  document: JsonObject,
  named: ReadonlyMap<string, ControllerDocument>,
  from: Sources,
): Promise<Compromised | undefined> {
  const issuedAt = await from.own?.issuedAt(document);
  if (issuedAt === undefined) return undefined;
  const former = new Map([...named].map(([id, controller]) => [id, beforeWithdrawal(controller)]));
  const proof = await from.proofs(document, former);
  const issuer = check('issuer', 'passed', 'recorded-by-issuer');
  if (issuedAt.getTime() < withdrawnSince(document, named)) return { proof, issuer };
  return { proof, issuer, status: check('status', 'failed', 'key-compromised') };
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
