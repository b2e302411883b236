import type { Transaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { insertListIfAbsent, selectCurrentList, takeFreeIndex } from './store.ts';

/** Bitstring Status List §2.1: at least 131,072 entries, so that fetching a list does not tell whose badge is looked at. */
const entriesPerList = 131_072;

/** How many random places are tried before a list counts as full. With 16, a list is closed when about 60 % is taken. */
const candidatesPerTry = 16;

/** The place of one credential in a status list. */
export interface StatusEntry {
  readonly listId: string;
  readonly listUrl: string;
  readonly index: number;
}

/**
 * Reserves a place for one credential: a random one, so that an index says nothing about the order of issuing. No counter is
 * locked, so that two reports never wait for each other; the primary key guards against a place taken twice.
 */
export async function allocate(on: Deps, tx: Transaction, issuerId: string): Promise<StatusEntry> {
  for (;;) {
    const list = (await selectCurrentList(tx, issuerId)) ?? (await openList(on, tx, issuerId, 1));
    const candidates = Array.from({ length: candidatesPerTry }, () => on.random.integer(list.length));
    const index = await takeFreeIndex(tx, { issuerId, id: list.id }, candidates, on.clock.now());
    if (index !== undefined) return { listId: list.id, listUrl: list.url, index };
    await openList(on, tx, issuerId, list.number + 1);
  }
}

async function openList(on: Deps, tx: Transaction, issuerId: string, number: number) {
  const id = on.ids.next();
  await insertListIfAbsent(tx, {
    issuerId,
    id,
    number,
    url: `${on.config.publicBaseUrl}/status/${id}`,
    length: entriesPerList,
    version: 0,
    createdAt: on.clock.now(),
  });
  const current = await selectCurrentList(tx, issuerId);
  if (current === undefined) throw new Error('a status list that was just opened is not there');
  return current;
}
