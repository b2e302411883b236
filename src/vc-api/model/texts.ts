import { isObject, type JsonObject } from '../../openbadges/index.ts';
import { type Flaw, flaw } from './flaw.ts';

const members = ['name', 'description'];
const known = ['@value', '@language', '@direction'];

/** `name` and `description` of a credential and its issuer (VC Data Model 2.0 §4.6 and §11.1): text, or text with its language and direction. */
export function checkTexts(credential: JsonObject): Flaw[] {
  const issuer = isObject(credential.issuer) ? checkMembers(credential.issuer, ['issuer']) : [];
  return [...checkMembers(credential, []), ...issuer];
}

function checkMembers(holder: JsonObject, path: Flaw['path']): Flaw[] {
  return members
    .filter((name) => name in holder && !isText(holder[name]))
    .map((name) => flaw([...path, name], 'a text, or texts with @value, @language and @direction, was expected'));
}

function isText(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((each) => isObject(each) && isLanguageValue(each));
  return typeof value === 'string' || (isObject(value) && isLanguageValue(value));
}

function isLanguageValue(value: JsonObject): boolean {
  return (
    typeof value['@value'] === 'string' &&
    Object.keys(value).every((name) => known.includes(name)) &&
    (value['@language'] === undefined || typeof value['@language'] === 'string') &&
    (value['@direction'] === undefined || ['ltr', 'rtl'].includes(String(value['@direction'])))
  );
}
