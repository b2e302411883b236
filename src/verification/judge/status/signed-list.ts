import { isObject, type JsonObject, pinnedContexts, validityOf } from '../../../openbadges/index.ts';
import { issuerOf } from '../issuer-of.ts';
import { openJwt, proveJwt } from '../jwt.ts';
import { controllerIdOf, lookUpControllers } from '../lookup.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Fetched, Sources } from '../sources.ts';
import { largestList, listLimits, readJson } from './read-json.ts';

/** Why nothing is known from a list. `detail` in technical English. */
export interface Unusable {
  readonly code: ReasonCode;
  readonly detail?: string;
}

/** Types of a list, as a credential, and of its subject. */
export interface ListTypes {
  readonly credential: string;
  readonly subject: string;
}

/** A list that its issuer signed, of this moment. */
export interface SignedList {
  readonly subject: JsonObject;
}

const accept = [
  'application/vc',
  'application/vc+ld+json',
  'application/vc+jwt',
  'application/jwt',
  'application/ld+json',
  'application/json',
  'text/plain;q=0.5',
].join(', ');

/** As many keys are looked up for one list: its issuer, and the controllers of its proofs. */
const mostControllers = 3;

/**
 * Gets a list and judges it as the credential that it is (Bitstring Status List §3.2 steps 3 to 6): its issuer is the badge's, the
 * address is its id, it is of this moment, and a key that its issuer lists signed it.
 * @param types what it has to be, and its subject
 * @param badgeIssuer who issued the badge that names the list
 */
export async function signedList(
  url: string,
  types: ListTypes,
  badgeIssuer: string,
  from: Sources,
): Promise<SignedList | Unusable> {
  const answer = await from.fetch(url, { accept, largest: largestList });
  if (typeof answer === 'string') return { code: answer === 'malformed' ? 'list-unreadable' : 'list-not-reachable' };
  const jwt = compactForm(answer);
  const fault = (list: JsonObject) => faultIn(list, url, types, from.now);
  const read = jwt === undefined ? await proven(answer, fault, from) : await provenJwt(jwt, fault, from);
  if ('code' in read) return read;
  const { list, signer, listed } = read;
  if (!listed) return { code: 'list-not-proven', detail: 'the issuer of the list does not list its key' };
  // Another name of the same issuer is fine: one key that both list. A list of anybody else says nothing of this badge.
  if (issuerOf(list) !== badgeIssuer && !(await lists(badgeIssuer, signer, from)))
    return { code: 'list-of-another-issuer' };
  return isObject(list.credentialSubject) ? { subject: list.credentialSubject } : { code: 'list-unreadable' };
}

async function lists(issuer: string, key: string, from: Sources): Promise<boolean> {
  const controller = await from.controller(issuer);
  return typeof controller !== 'string' && controller.assertionMethod.includes(key);
}

/** What is wrong with a list by its own words: seen before the dear work of looking at its signature. */
function faultIn(list: JsonObject, url: string, types: ListTypes, now: Date): Unusable | undefined {
  const { type, credentialSubject: subject } = list;
  const isList = [type].flat().includes(types.credential);
  if (!isList || !isObject(subject) || ![subject.type].flat().includes(types.subject))
    return { code: 'list-unreadable', detail: `a ${types.credential} was expected` };
  return list.id === url ? dateFault(list, now) : { code: 'list-of-another-address' };
}

/** A list whose signature fits, and the key that made it. */
interface Proven {
  readonly list: JsonObject;
  readonly signer: string;
  /** By the issuer that the list names. */
  readonly listed: boolean;
}

/** The text of a list as JWT (VC JOSE COSE §3.1.1), which hosts send under several names. */
function compactForm({ bytes }: Fetched): string | undefined {
  return bytes[0] === 0x65 /* e, as in `eyJ` */ ? new TextDecoder().decode(bytes).trim() : undefined;
}

function dateFault(list: JsonObject, now: Date): Unusable | undefined {
  const [start, end] = validityOf(list);
  const said = [list.validUntil ?? list.expirationDate, list.validFrom ?? list.issuanceDate];
  if ((said[0] !== undefined && end === undefined) || (said[1] !== undefined && start === undefined))
    return { code: 'list-unreadable', detail: 'dates with a zone were expected' };
  if (start !== undefined && start > now.getTime() + clockSkew)
    return { code: 'list-out-of-date', detail: 'not valid yet' };
  // A copy that has ended may be one from before the badge was withdrawn.
  return end !== undefined && end < now.getTime() ? { code: 'list-out-of-date', detail: 'no longer valid' } : undefined;
}

/** How far the clock of whoever signs lists may run ahead (threats.md §2.7). */
const clockSkew = 5 * 60_000;

type FaultIn = (list: JsonObject) => Unusable | undefined;

async function proven({ bytes }: Fetched, faultIn: FaultIn, from: Sources): Promise<Proven | Unusable> {
  const list = readJson(bytes);
  if (list === undefined) return { code: 'list-unreadable', detail: 'a credential was expected' };
  const fault = faultIn(list);
  if (fault !== undefined) return fault;
  if (!hasPlainWords(list)) return { code: 'list-not-proven', detail: 'unknown @context, or a keyword of JSON-LD' };
  const named = [issuerOf(list), ...proofKeys(list).map(controllerIdOf)].slice(0, mostControllers);
  const { found } = await lookUpControllers(named, from);
  const { verified, code, verificationMethod: signer } = await from.proofs(list, found, from.now);
  const issuer = found.get(issuerOf(list));
  if (verified && signer !== undefined)
    return { list, signer, listed: issuer?.assertionMethod.includes(signer) === true };
  return { code: code === 'proof-expired' ? 'list-out-of-date' : 'list-not-proven', detail: code };
}

async function provenJwt(jwt: string, faultIn: FaultIn, from: Sources): Promise<Proven | Unusable> {
  const opened = await openJwt(jwt, listLimits);
  if (opened === undefined) return { code: 'list-unreadable', detail: 'a credential was expected' };
  const fault = faultIn(opened.credential);
  if (fault !== undefined) return fault;
  const { check, issuer } = await proveJwt(opened, from);
  if (check?.outcome === 'failed' || check?.outcome === 'not-checked' || issuer?.outcome !== 'passed')
    return { code: 'list-not-proven', detail: check?.outcome === 'failed' ? check.code : (issuer?.code ?? 'no-proof') };
  return { list: opened.credential, signer: String(opened.header.kid), listed: true };
}

/** A context that is written out, or unknown, and a keyword of JSON-LD could give other meanings to the words that are read here. */
function hasPlainWords({ '@context': contexts, ...list }: JsonObject): boolean {
  const names = [list, list.credentialSubject].filter(isObject).flatMap((each) => Object.keys(each));
  return (
    [contexts].flat().every((context) => typeof context === 'string' && pinnedContexts.has(context)) &&
    !names.some((name) => name.startsWith('@'))
  );
}

function proofKeys({ proof }: JsonObject): string[] {
  const named = [proof ?? []].flat().map((each) => (isObject(each) ? each.verificationMethod : undefined));
  return named.filter((name) => typeof name === 'string');
}
