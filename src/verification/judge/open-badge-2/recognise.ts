import { isObject, type JsonObject, readJws } from '../../../openbadges/index.ts';
import type { JudgeInput } from '../judge.ts';
import { badgeLimits } from '../limits.ts';

const context = 'https://w3id.org/openbadges/v2';

/** Whether this is an assertion of Open Badges 2.0, alone or in a JWS. */
export function isOpenBadge2(input: JudgeInput): boolean {
  const document = contentOf(input);
  return (
    document !== undefined && [document['@context']].flat().includes(context) && typesOf(document).has('Assertion')
  );
}

/** What was presented, not yet believed; nothing when it is no object. */
export function contentOf(input: JudgeInput): JsonObject | undefined {
  if (input.kind === 'jwt') return readJws(input.token, badgeLimits)?.payload;
  return isObject(input.document) ? input.document : undefined;
}

function typesOf({ type }: JsonObject): ReadonlySet<unknown> {
  return new Set([type].flat());
}
