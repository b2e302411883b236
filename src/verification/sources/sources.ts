import { type ControllerDocument, isObject, type JsonObject, verifyProofs } from '../../openbadges/index.ts';
import type { Deps } from '../../platform/deps.ts';
import type { Fetched, Sources, Unavailable, Wanted } from '../judge/sources.ts';
import { resolveKeys } from '../resolve/resolve.ts';
import type { CheckProofs } from '../worker/proof-threads.ts';
import { isOwn, ownController } from './own-keys.ts';
import { ownStatus } from './own-status.ts';
import { readPublic } from './reader.ts';

/** When this service issued exactly this document by its own record, proof included; nothing when it did not. */
export type RecordedIssue = (document: JsonObject) => Promise<Date | undefined>;

/** Dependencies of whoever judges badges. */
export interface Judging extends Deps {
  /** Absent: proofs are checked in this very thread, as the command line does, which has nobody else to serve. */
  readonly checkProofs?: CheckProofs;
}

/** The same work in this very thread. */
export const checkProofsHere: CheckProofs = (document, controllers, now, wanted) =>
  verifyProofs(document, controllers, { ...wanted, ...(now && { now }) });

/** What one verification may cost others and whoever waits for it: addresses asked, and milliseconds for all of them together. */
const most = { requests: 16, time: 6_000 };

/** What judging asks of the world, as this service answers it: its own records first. Made for one verification. */
export function sourcesOf(on: Judging, issuedAt: RecordedIssue): Sources {
  const fetch = onceEach(on);
  return {
    now: on.clock.now(),
    controller: (id) => controllerOf(on, id, fetch),
    fetch,
    proofs: on.checkProofs ?? checkProofsHere,
    own: {
      status: (document, issuerId) => ownRecord(isOwnList(on, document), () => ownStatus(on, document, issuerId)),
      issuedAt,
    },
  };
}

async function controllerOf(on: Deps, id: string, fetch: Sources['fetch']): Promise<ControllerDocument | Unavailable> {
  const own = isOwn(on, id);
  if (!own && !id.startsWith('did:web:')) return resolveKeys(id, fetch);
  return (await ownRecord(own, () => ownController(on, id))) ?? (own ? 'unsupported' : resolveKeys(id, fetch));
}

/**
 * Our own records are looked into for others, too: this service may have had another address when it issued. They are then no condition, so
 * that the badges of others are still judged while our database is away (threats.md §9).
 * @param certain it is ours
 */
function ownRecord<Found>(certain: boolean, find: () => Promise<Found | undefined>): Promise<Found | undefined> {
  return certain ? find() : find().catch(() => undefined);
}

function isOwnList(on: Deps, { credentialStatus: entry }: JsonObject): boolean {
  return isObject(entry) && isOwn(on, String(entry.statusListCredential));
}

/** Asks each address once, so that all steps see the same answer, and no more of them than one verification may. */
function onceEach(on: Deps): Sources['fetch'] {
  const asked = new Map<string, Promise<Fetched | Unavailable>>();
  const end = performance.now() + most.time;
  return async (url: string, wanted: Wanted) => {
    // What we say of ourselves stands in our records; nobody can be asked for it here.
    if (isOwn(on, url)) return 'unsupported';
    const name = `${wanted.largest} ${wanted.accept} ${url}`;
    if (!asked.has(name) && asked.size >= most.requests) return 'unreachable';
    const answer = asked.get(name) ?? readPublic(on, url, wanted, end - performance.now());
    asked.set(name, answer);
    return answer;
  };
}
