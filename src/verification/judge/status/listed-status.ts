import { minimumEntries } from '../../../openbadges/index.ts';
import type { Sources } from '../sources.ts';
import { type Check, check } from '../verdict.ts';
import { unpackList, valueAt } from './bits.ts';
import type { StatusListEntry } from './entry.ts';
import { signedList } from './signed-list.ts';

const types = {
  BitstringStatusListEntry: { credential: 'BitstringStatusListCredential', subject: 'BitstringStatusList' },
  StatusList2021Entry: { credential: 'StatusList2021Credential', subject: 'StatusList2021' },
} as const;

/** What a list says of one entry (Bitstring Status List §3.2). */
export async function listedStatus(entry: StatusListEntry, badgeIssuer: string, from: Sources): Promise<Check> {
  // 1 The list itself. One that cannot be had or trusted tells nothing: neither that the badge holds nor that it does not.
  const list = await signedList(entry.list, types[entry.kind], badgeIssuer, from);
  if ('code' in list) {
    const outcome = list.code === 'list-of-another-issuer' ? 'failed' : 'not-checked';
    return check('status', outcome, list.code, list.detail === undefined ? {} : { detail: list.detail });
  }
  // 2 It is about the same question. What follows is said by the issuer, so that a contradiction is its own.
  const { statusPurpose, encodedList } = list.subject;
  if (![statusPurpose].flat().includes(entry.purpose)) return check('status', 'failed', 'list-of-another-purpose');
  const multibase = entry.kind === 'BitstringStatusListEntry';
  const bits = typeof encodedList === 'string' ? await unpackList(encodedList, multibase) : undefined;
  if (bits === undefined) return check('status', 'not-checked', 'list-unreadable', { detail: 'encodedList' });
  // 3 Long enough that a reader's question does not give the badge away, and the place lies in it.
  if ((bits.length * 8) / entry.size < minimumEntries) return check('status', 'failed', 'list-too-short');
  const value = valueAt(bits, entry.index, entry.size);
  if (value === undefined) return check('status', 'failed', 'index-out-of-range');
  return meaningOf(entry, value);
}

/** What a value says, by the purpose of its list (Bitstring Status List §2.1). */
function meaningOf({ purpose, messages }: StatusListEntry, value: number): Check {
  const text = messages.get(value);
  const more = text === undefined ? {} : { detail: text };
  if (purpose === 'message')
    return check('status', value === 0 ? 'passed' : 'warning', value === 0 ? 'not-withdrawn' : 'status-message', more);
  if (value === 0) return check('status', 'passed', 'not-withdrawn');
  if (purpose === 'revocation') return check('status', 'failed', 'revoked', more);
  if (purpose === 'suspension') return check('status', 'failed', 'suspended', more);
  if (purpose === 'refresh') return check('status', 'warning', 'refresh-available', more);
  return check('status', 'warning', 'other-purpose', { detail: text ?? purpose.slice(0, 100) });
}
