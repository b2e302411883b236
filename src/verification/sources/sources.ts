import { didKeyDocument, type JsonObject, verifyProofs } from '../../openbadges/index.ts';
import type { Deps } from '../../platform/deps.ts';
import type { Sources } from '../judge/sources.ts';
import { ownController } from './own-keys.ts';
import { ownStatus } from './own-status.ts';

/** When this service issued exactly this document by its own record, proof included; nothing when it did not. */
export type RecordedIssue = (document: JsonObject) => Promise<Date | undefined>;

/** What judging asks of the world, as this service answers it: its own records first. */
export function sourcesOf(on: Deps, issuedAt: RecordedIssue): Sources {
  return {
    now: on.clock.now(),
    controller: async (id) => didKeyDocument(id) ?? (await ownController(on, id)) ?? 'unsupported',
    fetch: async () => 'unsupported',
    proofs: (document, controllers, now) => verifyProofs(document, controllers, now === undefined ? {} : { now }),
    own: { status: (document, issuerId) => ownStatus(on, document, issuerId), issuedAt },
  };
}
