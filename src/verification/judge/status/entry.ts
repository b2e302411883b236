import { isObject, type JsonObject, parseStatusListIndex } from '../../../openbadges/index.ts';

/** One place in a list of bits (Bitstring Status List §2.1; the StatusList2021 before it differs in names only). */
export interface StatusListEntry {
  readonly kind: 'BitstringStatusListEntry' | 'StatusList2021Entry';
  readonly purpose: string;
  readonly index: number;
  /** Address of the list. */
  readonly list: string;
  /** Bits of one entry. */
  readonly size: number;
  /** What each value means, by the value. */
  readonly messages: ReadonlyMap<number, string>;
}

/** Enough for 256 messages; a longer list of them is not read at all (threats.md §2.1). */
const largestSize = 8;

const longestMessage = 300;

/** Reads an entry; nothing when it is not written as it should be. */
export function readEntry(entry: JsonObject, kind: StatusListEntry['kind']): StatusListEntry | undefined {
  const { statusPurpose: purpose, statusListCredential: list, statusSize: size = 1, statusMessage = [] } = entry;
  const index = parseStatusListIndex(entry.statusListIndex);
  if (typeof purpose !== 'string' || typeof list !== 'string' || index === undefined) return undefined;
  if (!/^https?:\/\//.test(list) || list === entry.id) return undefined;
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > largestSize) return undefined;
  const messages = readMessages([statusMessage].flat());
  // §2.1: one message for each possible value, and none may be missing when there are more values than two.
  if (messages === undefined || (messages.size > 0 || size > 1 ? messages.size !== 2 ** size : false)) return undefined;
  return { kind, purpose, index, list, size, messages };
}

function readMessages(written: readonly unknown[]): Map<number, string> | undefined {
  const messages = new Map<number, string>();
  for (const each of written) {
    if (!isObject(each) || typeof each.status !== 'string' || typeof each.message !== 'string') return undefined;
    if (!/^0x[0-9a-f]{1,4}$/i.test(each.status) || messages.has(Number(each.status))) return undefined;
    messages.set(Number(each.status), each.message.slice(0, longestMessage));
  }
  return messages;
}
