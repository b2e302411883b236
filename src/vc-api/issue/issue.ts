import { createHash } from 'node:crypto';
import { findIssuerBySlug, type Keyring, signingMoment } from '../../issuers/index.ts';
import { type JsonObject, NotProcessable } from '../../openbadges/index.ts';
import type { IssuerCaller } from '../../platform/deps.ts';
import { problem } from '../../platform/problem.ts';
import { record } from '../../platform/record.ts';
import type { Judging } from '../../verification/index.ts';
import { flaw } from '../model/flaw.ts';
import { verifying } from '../verify/checks.ts';
import { verifyCredential } from '../verify/credential.ts';
import { keyUnderName } from './key-under-name.ts';
import { type MechanismName, mechanisms } from './mechanisms.ts';
import { faultOf, invalid, readRequest } from './read-request.ts';
import { withStatusEntry } from './status-entry.ts';

/** Dependencies of whoever signs credentials that are no badges. */
export interface Signing extends Judging {
  readonly keyring: Keyring;
}

/**
 * Signs a credential of any kind for an issuer of this service (VC API, "Issue Credential"). Nothing of it is kept: the audit log has its
 * digest, and the message about it no more than that.
 * @param slug of the issuer; only the caller's own
 * @throws {Problem} `not-found` for another issuer; `invalid-request` for what cannot be signed; `no-signing-key`
 */
export async function issueCredential(
  on: Signing,
  caller: IssuerCaller,
  { slug, mechanism: name }: { readonly slug: string; readonly mechanism: MechanismName },
  body: unknown,
): Promise<JsonObject> {
  return on.database.transaction(async (tx) => {
    const issuer = await findIssuerBySlug(tx, slug);
    if (issuer === undefined || issuer.id !== caller.issuerId) throw problem('not-found', 'You have no such issuer.');
    const mechanism = mechanisms[name];
    const request = await readRequest(body, mechanism.bothVersions);
    const { credential: given, revocable, ...wishes } = request;
    const key = keyUnderName(await on.keyring.active(tx, issuer, mechanism.key), issuer, request);
    const credential = revocable ? await withStatusEntry(on, tx, issuer.id, given) : given;
    const secured = await mechanism
      .secure(credential, key, signingMoment(on.clock.now(), key), wishes)
      .catch(refuseUnprocessable);
    if (name !== 'ecdsa-sd-2023' && !('proof' in credential)) await refuseUnlessSound(on, secured);
    const digest = createHash('sha256').update(JSON.stringify(secured)).digest('hex');
    await record(tx, on, caller, {
      issuerId: issuer.id,
      kind: 'vc-api-credential.issued',
      subject: `vc-api-credential:${digest}`,
      after: secured,
      payload: { digest, mechanism: name, verificationMethod: key.id },
    });
    return secured;
  });
}

/** What no signature can cover is a fault of who asks: its words have a meaning, but their graph or a pointer into it has none. */
function refuseUnprocessable(error: unknown): never {
  if (!(error instanceof NotProcessable)) throw error;
  throw invalid([faultOf(flaw([], 'this cannot be signed that way', 'PROOF_TRANSFORMATION_ERROR'))]);
}

/**
 * Nothing leaves the house that our own verifier would not accept ("lint before release", threats.md §4). A base proof of selective disclosure
 * is for holders to derive from, and proofs that came along are theirs to answer for.
 */
async function refuseUnlessSound(on: Signing, secured: JsonObject): Promise<void> {
  const { flaws } = await verifyCredential(verifying(on, ['proof', 'issuer']), secured);
  const [first] = flaws;
  if (first !== undefined) throw new Error(`a credential was signed that does not verify: ${first.detail}`);
}
