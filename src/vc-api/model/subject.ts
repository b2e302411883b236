import { isObject, type JsonObject } from '../../openbadges/index.ts';
import { type Flaw, flaw } from './flaw.ts';
import { checkId } from './identifiers.ts';

/** `credentialSubject` (VC Data Model 2.0 §4.8): one or more objects, each of which says something. */
export function checkSubject({ credentialSubject: subject }: JsonObject): Flaw[] {
  const one = !Array.isArray(subject);
  const subjects: unknown[] = one ? [subject] : subject;
  if (subjects.length === 0) return [flaw(['credentialSubject'], 'at least one subject was expected')];
  return subjects.flatMap((each, index) => {
    const path = ['credentialSubject', ...(one ? [] : [index])];
    if (!isObject(each) || Object.keys(each).length === 0) return [flaw(path, 'an object with claims was expected')];
    return checkId(each, path);
  });
}
