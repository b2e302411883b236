import { type Asked, judgeSent, type Verified } from './judge-sent.ts';
import { type Judging, type RecordedIssue, sourcesOf } from './sources/sources.ts';
import { fileReaders } from './worker/file-thread.ts';

/** What this service knows of badges that it issued itself. */
export interface OwnBadges {
  /** Decides about badges of keys that were compromised later. */
  readonly issuedAt: RecordedIssue;
  /** The badge at an address of this service; nothing for an address of somebody else. */
  at?(url: string): Promise<Uint8Array | undefined>;
}

/**
 * Finds the badge in what was sent to this service, or behind the address that was sent, and judges it. Never throws for what the badge
 * contains.
 * @throws whatever `own.at` throws, such as that a badge is not shared at its address
 */
export async function verifyBadge(on: Judging, asked: Asked, own: OwnBadges): Promise<Verified> {
  return judgeSent(asked, sourcesOf(on, own.issuedAt), { readers: fileReaders, ...(own.at && { own: own.at }) });
}
