import {
  type FindKey,
  isObject,
  type JsonObject,
  keysOfControllers,
  openJws,
  readJws,
  verifyCredentialJwt,
  verifyPresentationJwt,
} from '../../openbadges/index.ts';
import { badgeLimits, controllerIdOf, lookUpControllers } from '../../verification/index.ts';
import { checkCredential } from '../model/check-credential.ts';
import { type Flaw, flaw } from '../model/flaw.ts';
import type { Verifying } from './checks.ts';
import type { Proven } from './credential.ts';
import { proofFlaw } from './proof-flaws.ts';

type EnvelopeType = 'EnvelopedVerifiableCredential' | 'EnvelopedVerifiablePresentation';

const base = 'https://www.w3.org/ns/credentials/v2';

/** Whether something says that it is only the envelope of a signed text (VC Data Model 2.0 §4.13.1). */
export function isEnvelope(value: unknown, type: EnvelopeType): value is JsonObject {
  return isObject(value) && [value.type].flat().includes(type);
}

/**
 * Opens the envelope of a credential (VC Data Model 2.0 §4.13.1): a `data:` address with a JWT, whose payload is judged by the rules for
 * every credential.
 */
export async function openCredential(
  on: Verifying,
  envelope: JsonObject,
): Promise<Proven | { flaws: readonly Flaw[] }> {
  const jwt = textIn(envelope, ['application/vc+jwt', 'application/jwt']);
  if (typeof jwt !== 'string') return { flaws: jwt };
  const { findKey } = await keysFor(on, jwt, 'assertionMethod');
  if (!String(envelope.id).startsWith('data:application/vc+jwt')) return openOlder(jwt, findKey);
  const outcome = await verifyCredentialJwt(jwt, findKey, { now: on.sources.now, limits: badgeLimits });
  const { verified, code, credential, kid, kind } = outcome;
  if (!verified || credential === undefined) return { flaws: [proofFlaw(code, ['id'])] };
  // The media type says which form of JWT it is, and the header has to say the same (VC JOSE COSE §6.1).
  if (kind !== 'vc-jose') return { flaws: [flaw(['id'], 'typ vc+jwt was expected in the header', 'PARSING_ERROR')] };
  const document = withoutClaims(credential);
  const flaws = checkCredential(document);
  return flaws.length > 0
    ? { flaws }
    : { document, signers: kid === undefined ? [] : [absolute(kid, document.issuer)] };
}

/**
 * A JWT as version 1.1 wrote it, with the credential under `vc` (VC Data Model 1.1 §6.3.1). Those that are carried in an envelope have left out
 * `nbf`, because version 2.0 does not ask for a beginning.
 */
async function openOlder(jwt: string, findKey: FindKey): Promise<Proven | { flaws: readonly Flaw[] }> {
  const opened = await openJws(jwt, { types: [undefined, 'JWT'], findKey, limits: badgeLimits });
  if ('code' in opened) return { flaws: [proofFlaw(opened.code, ['id'])] };
  const { payload, kid, fault } = opened;
  if (fault !== undefined || !isObject(payload.vc) || 'vp' in payload)
    return { flaws: [proofFlaw(fault ?? 'claims-mismatch', ['id'])] };
  const { vc, iss, jti } = payload;
  const document = { ...vc, issuer: vc.issuer ?? iss };
  if (
    (iss !== undefined && nameIn(document.issuer) !== iss) ||
    (vc.id !== undefined && jti !== undefined && vc.id !== jti)
  )
    return { flaws: [proofFlaw('claims-mismatch', ['id'])] };
  const flaws = checkCredential(document);
  return flaws.length > 0
    ? { flaws }
    : { document, signers: kid === undefined ? [] : [absolute(kid, document.issuer)] };
}

/** Opens the envelope of a presentation (VC Data Model 2.0 §4.13.2). */
export async function openPresentation(
  on: Verifying,
  envelope: JsonObject,
  wanted: { readonly domain?: string; readonly challenge?: string },
): Promise<Proven | { flaws: readonly Flaw[] }> {
  const jwt = textIn(envelope, ['application/vp+jwt', 'application/jwt']);
  if (typeof jwt !== 'string') return { flaws: jwt };
  const { findKey } = await keysFor(on, jwt, 'authentication');
  const outcome = await verifyPresentationJwt(jwt, findKey, { now: on.sources.now, ...wanted });
  const { verified, code, presentation, kid } = outcome;
  if (!verified || presentation === undefined) return { flaws: [proofFlaw(code, ['id'])] };
  const document = withoutClaims(presentation);
  return { document, signers: kid === undefined ? [] : [absolute(kid, document.holder)] };
}

/** @returns the text, or why there is none */
function textIn(envelope: JsonObject, mediaTypes: readonly [string, ...string[]]): string | Flaw[] {
  const contexts: unknown[] = [envelope['@context']].flat();
  if (!contexts.includes(base)) return [flaw(['@context'], `${base} was expected`, 'PARSING_ERROR')];
  const types: unknown[] = [envelope.type].flat();
  if (types.length !== 1) return [flaw(['type'], 'only the type of the envelope was expected', 'PARSING_ERROR')];
  const { id } = envelope;
  const start = mediaTypes.map((each) => `data:${each},`).find((each) => typeof id === 'string' && id.startsWith(each));
  if (typeof id === 'string' && start !== undefined) return id.slice(start.length);
  return [flaw(['id'], `data:${mediaTypes[0]},… was expected`, 'PARSING_ERROR')];
}

/** The keys that may have signed: those of whoever the header names, and of whoever the payload says it is from. */
async function keysFor(on: Verifying, jwt: string, purpose: 'assertionMethod' | 'authentication') {
  const { header, payload } = readJws(jwt, badgeLimits) ?? { header: {}, payload: {} };
  const said: unknown[] = [nameIn(payload.issuer), nameIn(payload.holder), payload.iss, header.kid];
  const names = said.filter((each) => typeof each === 'string').filter((each) => each.includes(':'));
  const { found } = await lookUpControllers(names.map(controllerIdOf), on.sources);
  return keysOfControllers(found, { now: on.sources.now, purpose });
}

function nameIn(party: unknown): unknown {
  return isObject(party) ? party.id : party;
}

/** A `kid` may be relative to who signed. */
function absolute(kid: string, party: unknown): string {
  return kid.includes(':') ? kid : `${String(nameIn(party))}#${kid.replace(/^#/, '')}`;
}

/** The registered claims are words of the JWT, not of what it carries (VC JOSE COSE §3.1.1). */
function withoutClaims(payload: JsonObject): JsonObject {
  const { iss, jti, sub, aud, iat, nbf, exp, nonce, cnf, ...document } = payload;
  return document;
}
