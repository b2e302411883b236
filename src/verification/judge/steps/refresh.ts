import { isObject, type JsonObject, parseStrictJson, StrictJsonError, validityOf } from '../../../openbadges/index.ts';
import { issuerOf } from '../issuer-of.ts';
import type { Going, JudgeInput } from '../judge.ts';
import { badgeLimits } from '../limits.ts';
import type { Sources } from '../sources.ts';
import { type Check, check } from '../verdict.ts';

const accept = 'application/vc, application/vc+ld+json, application/ld+json, application/json, text/plain';

export interface Refreshed {
  /** Absent when there was nobody to ask. */
  readonly check?: Check;
  /** What judging goes on with; absent: what was presented. */
  readonly newer?: Going;
}

/**
 * Asks the issuer for a newer issue of a badge (1EdTech Credential Refresh 1.0; Open Badges 3.0 §9.1 step 3): one question, and only for a
 * badge whose proof holds. The answer counts when its own proof holds and it is the same badge, of the same issuer, and no older. On any
 * failure the badge that was presented is what is judged, with a warning.
 *
 * Nobody is asked about a badge in our own records, which know of newer issues (code `replaced`), nor where no such question can be put.
 * @param prove takes the steps `shape`, `proof` and `issuer` on the answer; nothing when they do not go well
 */
export async function judgeRefresh(
  credential: JsonObject,
  from: Sources,
  prove: (input: JudgeInput) => Promise<Going | undefined>,
): Promise<Refreshed> {
  const address = addressOf(credential);
  if (address === undefined || (await from.own?.status(credential, issuerOf(credential))) !== undefined) return {};
  const answer = await from.fetch(address, { accept, largest: badgeLimits.bytes });
  if (answer === 'unsupported') return {};
  if (typeof answer === 'string') return { check: check('refresh', 'warning', 'refresh-failed', { detail: answer }) };
  const newer = await prove(inputIn(answer.bytes));
  if (newer === undefined) return { check: check('refresh', 'warning', 'refresh-not-proven') };
  if (newer.credential.id !== credential.id || issuerOf(newer.credential) !== issuerOf(credential))
    return { check: check('refresh', 'warning', 'refresh-of-another') };
  const [before, after] = [validityOf(credential)[0] ?? 0, validityOf(newer.credential)[0] ?? 0];
  if (after < before) return { check: check('refresh', 'warning', 'refresh-older') };
  if (after === before) return { check: check('refresh', 'passed', 'up-to-date'), newer };
  return { check: check('refresh', 'passed', 'refreshed', { newer: address }), newer };
}

function addressOf({ refreshService: service }: JsonObject): string | undefined {
  if (!isObject(service) || ![service.type].flat().includes('1EdTechCredentialRefresh')) return undefined;
  return typeof service.id === 'string' ? service.id : undefined;
}

/** The answer is JSON, or else taken for a JWT. */
function inputIn(bytes: Uint8Array): JudgeInput {
  try {
    return { kind: 'document', document: parseStrictJson(bytes, badgeLimits) };
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    return { kind: 'jwt', token: new TextDecoder().decode(bytes).trim() };
  }
}
