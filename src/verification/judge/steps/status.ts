import { isObject, type JsonObject } from '../../../openbadges/index.ts';
import { issuerOf } from '../issuer-of.ts';
import type { Sources } from '../sources.ts';
import { readEntry } from '../status/entry.ts';
import { listedStatus } from '../status/listed-status.ts';
import { revocationListStatus } from '../status/revocation-list.ts';
import { type Check, check } from '../verdict.ts';

/** More entries are not looked at (threats.md §2.9). */
const mostEntries = 4;

/**
 * Looks up what the issuer says of the badge today (Bitstring Status List §3.2). Every entry counts, and the worst of them is what is
 * told. A list that cannot be read is never "valid".
 */
export async function judgeStatus(document: JsonObject, from: Sources): Promise<Check> {
  const entries = [document.credentialStatus ?? []].flat();
  if (entries.length === 0) return check('status', 'passed', 'no-status');
  if (entries.length > mostEntries) return check('status', 'failed', 'too-many-entries');
  const checks: Check[] = [];
  for (const entry of entries) checks.push(await judgeEntry(document, entry, from));
  return checks.reduce((worst, each) => (severityOf(each) > severityOf(worst) ? each : worst));
}

async function judgeEntry(document: JsonObject, entry: unknown, from: Sources): Promise<Check> {
  if (!isObject(entry)) return check('status', 'failed', 'malformed-status');
  // Our own lists are read from our own rows, so that a change holds at once.
  const own = await from.own?.status({ ...document, credentialStatus: entry }, issuerOf(document));
  if (own !== undefined) return own;
  const kinds = [entry.type].flat();
  if (kinds.includes('1EdTechRevocationList')) return revocationListStatus(document, entry.id, from);
  const kind = (['BitstringStatusListEntry', 'StatusList2021Entry'] as const).find((each) => kinds.includes(each));
  if (kind === undefined) return check('status', 'not-checked', 'unsupported-status');
  const read = readEntry(entry, kind);
  if (read === undefined) return check('status', 'failed', 'malformed-status');
  return listedStatus(read, issuerOf(document), from);
}

/** Withdrawn is worst to overlook, for good before for now; then what contradicts itself, what could not be had, what asks for attention. */
function severityOf({ outcome, code }: Check): number {
  if (outcome === 'failed') return code === 'suspended' ? 4 : ['revoked', 'replaced'].includes(code) ? 5 : 3;
  return outcome === 'not-checked' ? 2 : outcome === 'warning' ? 1 : 0;
}
