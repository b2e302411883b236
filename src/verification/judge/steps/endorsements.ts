import { isObject, type JsonObject } from '../../../openbadges/index.ts';
import { issuerOf } from '../issuer-of.ts';
import type { JudgeInput, JudgeInside } from '../judge.ts';
import { isRelied } from '../relied.ts';
import { type Check, check, type JudgedEndorsement } from '../verdict.ts';

export interface JudgedEndorsements {
  /** Absent when nobody vouches for anything in the badge. */
  readonly check?: Check;
  readonly endorsements?: JudgedEndorsement[];
}

/** One statement, and the ids that it may be about: of what it stands in, and of the badge, its achievement and its issuer. */
interface Statement {
  readonly input: JudgeInput;
  readonly pointer: string;
  readonly about: ReadonlySet<unknown>;
}

/**
 * Judges every endorsement in a badge by the same steps as a badge (Open Badges 3.0 §9.1 step 6), and ties it to what it is about: praise for
 * another badge proves nothing here. A bad one is a warning: what others say does not make the badge itself less true.
 */
export async function judgeEndorsements(credential: JsonObject, inside: JudgeInside): Promise<JudgedEndorsements> {
  const endorsements: JudgedEndorsement[] = [];
  let warning: Check | undefined;
  for (const { input, pointer, about } of statementsIn(credential)) {
    const judged = await inside(input);
    if (judged === undefined) {
      warning ??= check('endorsements', 'warning', 'too-many-inside', { pointer });
      break;
    }
    const { endorsement, subject } = toldOf(judged);
    const fault = judged.kind !== undefined && judged.kind !== 'endorsement' ? 'not-an-endorsement' : undefined;
    const stray = subject === undefined || about.has(subject) ? undefined : 'endorsement-of-another';
    const code = isRelied(judged.verdict) ? (fault ?? stray) : 'endorsement-not-proven';
    if (code !== undefined) warning ??= check('endorsements', 'warning', code, { pointer, detail: judged.verdict });
    // One that holds but is about something else vouches for nothing here.
    const verdict = code !== undefined && isRelied(endorsement.verdict) ? 'invalid' : endorsement.verdict;
    endorsements.push({ ...endorsement, verdict });
  }
  if (warning === undefined && endorsements.length === 0) return {};
  return { check: warning ?? check('endorsements', 'passed', 'endorsements-proven'), endorsements };
}

function toldOf({ verdict, checks, credential }: Awaited<ReturnType<JudgeInside>> & object) {
  const subject = isObject(credential?.credentialSubject) ? credential.credentialSubject.id : undefined;
  const issuer = credential && issuerOf(credential);
  const endorsement: JudgedEndorsement = {
    verdict,
    ...(issuer !== undefined && { issuer }),
    ...(typeof subject === 'string' && { subject }),
    checks,
  };
  return { endorsement, subject };
}

/** Wherever they may stand: of the badge, of its achievement, and of each profile in it (Open Badges 3.0 §B.1). */
function statementsIn(credential: JsonObject): Statement[] {
  const subject = objectIn(credential, 'credentialSubject');
  const achievement = objectIn(subject, 'achievement');
  const issuer = objectIn(credential, 'issuer');
  const holders: [JsonObject, string][] = [
    [credential, ''],
    [issuer, '/issuer'],
    [achievement, '/credentialSubject/achievement'],
    [objectIn(achievement, 'creator'), '/credentialSubject/achievement/creator'],
    [objectIn(subject, 'source'), '/credentialSubject/source'],
  ];
  return holders.flatMap(([holder, place]) => {
    const about = new Set([credential.id, achievement.id, issuerOf(credential), holder.id].filter(Boolean));
    const documents = listIn(holder, 'endorsement').map((document, index): Statement => {
      const input: JudgeInput =
        typeof document === 'string' ? { kind: 'jwt', token: document } : { kind: 'document', document };
      return { input, pointer: `${place}/endorsement/${index}`, about };
    });
    const tokens = listIn(holder, 'endorsementJwt').map((token, index): Statement => {
      return { input: { kind: 'jwt', token: String(token) }, pointer: `${place}/endorsementJwt/${index}`, about };
    });
    return [...documents, ...tokens];
  });
}

function objectIn(parent: JsonObject, name: string): JsonObject {
  const value = parent[name];
  return isObject(value) ? value : {};
}

function listIn(parent: JsonObject, name: string): unknown[] {
  return [parent[name] ?? []].flat();
}
