import { findCredentialByUrl, findRecordedIssue } from '../../credentials/index.ts';
import { problem } from '../../platform/problem.ts';
import type { Guarded } from '../../privacy/index.ts';
import { type Asked, type Verified, verifyBadge } from '../../verification/index.ts';
import { requireShared } from '../load-badge.ts';

/**
 * Judges what was asked, with what this service knows of its own badges. Nothing of it is kept, and nothing is written in the log.
 * @throws {Problem} about an address of this service: `not-found`, `gone`, `not-shared`
 */
export async function judgeAsked(on: Guarded, asked: Asked): Promise<Verified> {
  const verified = await verifyBadge(on, asked, {
    issuedAt: (document) => findRecordedIssue(on, document),
    at: (url) => ownBadgeAt(on, url),
  });
  on.metrics?.judged(verified.verdict);
  return verified;
}

/** By its address a badge is judged only as long as its address answers; its file is judged always. */
async function ownBadgeAt(on: Guarded, address: string): Promise<Uint8Array | undefined> {
  if (new URL(address).origin !== new URL(on.config.publicBaseUrl).origin) return undefined;
  // The language of the page is in the query; it is the same badge.
  const credential = await findCredentialByUrl(on, on.database, address.split('?')[0] ?? '');
  if (credential !== undefined) return (await requireShared(on, credential)).credential.bytes;
  throw problem('not-found', 'That is not the address of a badge of this service; send the badge itself.', [
    { pointer: '#/url', detail: `an address such as ${on.config.publicBaseUrl}/credentials/… was expected` },
  ]);
}
