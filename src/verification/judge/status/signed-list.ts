import {
  type ControllerDocument,
  isObject,
  type JsonObject,
  pinnedContexts,
  validityOf,
} from '../../../openbadges/index.ts';
import { issuerOf } from '../issuer-of.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Fetched, Sources } from '../sources.ts';
import { claimedBy, isSignedBy, keyNameOf } from './list-jwt.ts';
import { largestList, readJson } from './read-json.ts';

/** Why nothing is known from a list. `detail` in technical English. */
export interface Unusable {
  readonly code: ReasonCode;
  readonly detail?: string;
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
  types: { readonly credential: string; readonly subject: string },
  badgeIssuer: string,
  from: Sources,
): Promise<SignedList | Unusable> {
  const answer = await from.fetch(url, { accept, largest: largestList });
  if (typeof answer === 'string') return { code: answer === 'malformed' ? 'list-unreadable' : 'list-not-reachable' };
  const text = compactForm(answer);
  const list = text === undefined ? readJson(answer.bytes) : claimedBy(text);
  if (list === undefined) return { code: 'list-unreadable', detail: 'a credential was expected' };
  const { credentialSubject: subject } = list;
  if (
    ![list.type].flat().includes(types.credential) ||
    !isObject(subject) ||
    ![subject.type].flat().includes(types.subject)
  )
    return { code: 'list-unreadable', detail: `a ${types.credential} was expected` };
  if (list.id !== url) return { code: 'list-of-another-address' };
  const fault = dateFault(list, from.now) ?? (await signatureFault(list, text, badgeIssuer, from));
  return fault ?? { subject };
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

async function signatureFault(
  list: JsonObject,
  jwt: string | undefined,
  badgeIssuer: string,
  from: Sources,
): Promise<Unusable | undefined> {
  const issuer = issuerOf(list);
  const keyNames = jwt === undefined ? proofKeys(list) : [keyNameOf(jwt, issuer)].filter((name) => name !== undefined);
  const controllers = await controllersOf([issuer, badgeIssuer, ...keyNames.map(documentOf)], from);
  const signer =
    jwt === undefined
      ? await signerOf(list, controllers, from)
      : await signerOfJwt(jwt, keyNames[0], controllers, from);
  if (typeof signer !== 'string') return signer;
  const lists = (id: string) => controllers.get(id)?.assertionMethod.includes(signer) === true;
  if (!lists(issuer)) return { code: 'list-not-proven', detail: 'the issuer of the list does not list its key' };
  // Another name of the same issuer is fine: one key that both list. A list of anybody else says nothing of this badge.
  return issuer === badgeIssuer || lists(badgeIssuer) ? undefined : { code: 'list-of-another-issuer' };
}

/** @returns the name of the key that signed */
async function signerOf(
  list: JsonObject,
  controllers: ReadonlyMap<string, ControllerDocument>,
  from: Sources,
): Promise<string | Unusable> {
  if (!hasPlainWords(list)) return { code: 'list-not-proven', detail: 'unknown @context, or a keyword of JSON-LD' };
  const { verified, code, verificationMethod } = await from.proofs(list, controllers, from.now);
  if (!verified || verificationMethod === undefined)
    return { code: code === 'proof-expired' ? 'list-out-of-date' : 'list-not-proven', detail: code };
  return verificationMethod;
}

async function signerOfJwt(
  jwt: string,
  keyName: string | undefined,
  controllers: ReadonlyMap<string, ControllerDocument>,
  { now }: Sources,
): Promise<string | Unusable> {
  const controller = controllers.get(documentOf(keyName ?? ''));
  if (keyName === undefined || controller === undefined) return { code: 'list-not-proven', detail: 'unknown-key' };
  const signed = await isSignedBy(jwt, controller, now);
  return signed ? keyName : { code: 'list-not-proven', detail: 'signature-mismatch' };
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

function documentOf(keyName: string): string {
  return keyName.split('#')[0] ?? '';
}

async function controllersOf(ids: readonly string[], from: Sources): Promise<Map<string, ControllerDocument>> {
  const controllers = new Map<string, ControllerDocument>();
  for (const id of [...new Set(ids)].slice(0, mostControllers)) {
    const controller = await from.controller(id);
    if (typeof controller !== 'string') controllers.set(id, controller);
  }
  return controllers;
}
