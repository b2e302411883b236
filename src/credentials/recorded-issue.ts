import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../openbadges/index.ts';
import type { Deps } from '../platform/deps.ts';
import { selectIssuesByUrl } from './store.ts';

/**
 * When this service issued exactly this document, signature included, by its own record: the one source that a thief of a key cannot write to.
 * @returns nothing for a document that was never issued here
 */
export async function findRecordedIssue(on: Deps, document: JsonObject): Promise<Date | undefined> {
  if (typeof document.id !== 'string') return undefined;
  const issues = await selectIssuesByUrl(on.database, document.id);
  return issues.find(({ bytes }) => isDeepStrictEqual(JSON.parse(bytes.toString()), document))?.validFrom;
}
