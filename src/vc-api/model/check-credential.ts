import { isObject, type JsonObject } from '../../openbadges/index.ts';
import { checkContexts, versionOf } from './contexts.ts';
import { checkDates } from './dates.ts';
import { type Flaw, flaw } from './flaw.ts';
import { checkId, checkParty } from './identifiers.ts';
import { checkParts } from './parts.ts';
import { checkRelatedResources } from './related-resources.ts';
import { checkSubject } from './subject.ts';
import { checkTexts } from './texts.ts';
import { checkTypes } from './types.ts';

/**
 * What can be seen of a credential of any kind without its signature and without JSON-LD (VC Data Model 2.0 §4 and §5; 1.1 §4 and §5).
 * @returns empty when nothing is wrong
 */
export function checkCredential(credential: unknown): Flaw[] {
  if (!isObject(credential)) return [flaw([], 'a credential, as one object, was expected', 'PARSING_ERROR')];
  const contexts = checkContexts(credential);
  const version = versionOf(credential);
  if (version === undefined || contexts.length > 0) return contexts;
  return [
    ...checkTypes(credential, 'VerifiableCredential'),
    ...checkId(credential, []),
    ...checkParty(credential.issuer, ['issuer']),
    ...checkSubject(credential),
    ...checkDates(credential, version),
    ...checkParts(credential, version),
    ...(version === 2 ? [...checkTexts(credential), ...checkRelatedResources(credential)] : []),
    ...checkStatusList(credential),
  ];
}

/** A status list is a credential whose subject is the list (Bitstring Status List §2.2). */
function checkStatusList(credential: JsonObject): Flaw[] {
  const { type, credentialSubject: subject } = credential;
  if (![type].flat().includes('BitstringStatusListCredential') || !isObject(subject)) return [];
  const purposes: unknown[] = [subject.statusPurpose].flat();
  const path = ['credentialSubject'];
  const flaws: Flaw[] = [];
  if (subject.type !== 'BitstringStatusList') flaws.push(flaw([...path, 'type'], 'BitstringStatusList was expected'));
  if (purposes.length === 0 || purposes.some((each) => typeof each !== 'string'))
    flaws.push(flaw([...path, 'statusPurpose'], 'one or more purposes were expected'));
  if (typeof subject.encodedList !== 'string' || !/^u[\w-]+$/.test(subject.encodedList))
    flaws.push(flaw([...path, 'encodedList'], 'the letter u and base64url were expected'));
  return flaws;
}
