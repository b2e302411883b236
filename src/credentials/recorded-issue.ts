import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../openbadges/index.ts';
import type { Guarded } from '../privacy/index.ts';
import { openIssue, selectIssuesByUrl } from './store.ts';

/**
 * When this service issued exactly this document, signature included, by its own record: the one source that a thief of a key cannot write to.
 * @returns nothing for a document that was never issued here, or whose holder was erased, so that nobody can tell any more
 */
export async function findRecordedIssue(on: Guarded, document: JsonObject): Promise<Date | undefined> {
  if (typeof document.id !== 'string') return undefined;
  for (const stored of await selectIssuesByUrl(on.database, document.id)) {
    const issue = await openIssue(on, on.database, stored);
    if (issue !== undefined && isDeepStrictEqual(JSON.parse(issue.bytes.toString()), document)) return issue.validFrom;
  }
  return undefined;
}
