import { isObject, type JsonObject } from '../../../openbadges/index.ts';
import type { JudgeInside } from '../judge.ts';
import { isRelied } from '../relied.ts';
import { type Check, check, type Verification } from '../verdict.ts';

export interface JudgedCredentials {
  readonly check?: Check;
  readonly credentials?: Verification[];
}

/**
 * Judges each badge in a Comprehensive Learner Record by itself (CLR 2.0 §9.1). The record is never better than its own signature, whatever is
 * in it; and a bad badge in it is a warning on the record.
 */
export async function judgeCredentials(credential: JsonObject, inside: JudgeInside): Promise<JudgedCredentials> {
  const { credentialSubject: subject } = credential;
  const wrapped = isObject(subject) ? [subject.verifiableCredential ?? []].flat() : [];
  const credentials: Verification[] = [];
  let warning: Check | undefined;
  for (const [index, document] of wrapped.entries()) {
    const pointer = `/credentialSubject/verifiableCredential/${index}`;
    const judged = await inside(
      typeof document === 'string' ? { kind: 'jwt', token: document } : { kind: 'document', document },
    );
    if (judged === undefined) {
      warning ??= check('credentials', 'warning', 'too-many-inside', { pointer });
      break;
    }
    if (!isRelied(judged.verdict))
      warning ??= check('credentials', 'warning', 'credential-not-proven', { pointer, detail: judged.verdict });
    credentials.push(judged);
  }
  return { check: warning ?? check('credentials', 'passed', 'credentials-proven'), credentials };
}
