import { parseStrictJson, StrictJsonError } from '../openbadges/index.ts';
import { judgeDocument } from './judge/judge.ts';
import { badgeLimits } from './judge/limits.ts';
import { check, concluded, type Verification } from './judge/verdict.ts';
import { type Judging, type RecordedIssue, sourcesOf } from './sources/sources.ts';

export { badgeLimits };

/**
 * Judges a badge that was sent to this service. Never throws for what the badge contains.
 * @param bytes the badge as JSON text
 * @param recordedIssue what this service knows of what it issued itself; decides about badges of keys that were compromised later
 */
export async function verifyBadge(
  on: Judging,
  bytes: Uint8Array,
  recordedIssue: RecordedIssue = async () => undefined,
): Promise<Verification> {
  let document: unknown;
  try {
    document = parseStrictJson(bytes, badgeLimits);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    return concluded([check('input', 'failed', error.code, { detail: error.message, pointer: error.pointer })]);
  }
  return judgeDocument(document, sourcesOf(on, recordedIssue));
}
