import type { PublicJwk } from '../../key-algorithms.ts';
import { parseDateTimeStamp } from '../../moment.ts';
import { isObject, type JsonObject } from '../../shape/finding.ts';
import { parseStrictJson, StrictJsonError, type StrictJsonLimits } from '../../strict-json.ts';
import { isSupported, readJws, verifyJws } from '../jws.ts';
import type { KeyFault } from '../proof-key.ts';
import { publicKeyOfJwk } from '../public-key.ts';

/** Algorithms that are signed with here; more are read, see {@link verifyJws}. */
export type JoseAlgorithm = 'EdDSA' | 'ES256' | 'ES384' | 'RS256';

/** What came of a JWS, before what it says is looked at. */
export type JwsCode = 'malformed-jwt' | 'unsupported-algorithm' | 'signature-mismatch' | KeyFault;

/** What a JWS says of its signer and its moment; nothing of it is verified yet. */
export interface Said {
  readonly issuer?: string | undefined;
  /** In milliseconds. */
  readonly at?: number | undefined;
}

/** Finds the key that a `kid` names, in its controller's own list of keys; nothing, or why not, for a key that does not count. */
export type FindKey = (kid: string, said: Said) => Promise<PublicJwk | KeyFault | undefined>;

/** Whether an issuer lists a key that a JWS brought along itself (Open Badges 3.0 §8.2.4.1 `jwk`). */
export type ListsKey = (jwk: PublicJwk, said: Said) => Promise<boolean>;

export interface JwsTerms {
  /** Values of `typ` that are accepted; `undefined` for a header without. */
  readonly types: readonly (string | undefined)[];
  readonly findKey: FindKey;
  /** Absent: a JWS that only brings its own key along is refused. */
  readonly listsKey?: ListsKey | undefined;
  /** For a JWS whose key is known beforehand; its header names none. */
  readonly ownKey?: PublicJwk | undefined;
  /** How much of the payload is read; as much as of a badge unless said. */
  readonly limits?: StrictJsonLimits | undefined;
}

export interface OpenedJws {
  readonly typ: string | undefined;
  readonly kid: string | undefined;
  readonly payload: JsonObject;
  /** Set when the signature fits but the key does not count. */
  readonly fault?: KeyFault;
}

export interface RefusedJws {
  readonly code: JwsCode;
  readonly kid: string | undefined;
}

const limits = { bytes: 256 * 1024, depth: 32, nodes: 5_000, arrayItems: 500, stringLength: 65_536 };

interface Header {
  readonly alg: string;
  readonly typ: string | undefined;
  readonly kid: string | undefined;
  readonly jwk: PublicJwk | undefined;
  readonly iss: string | undefined;
}

/**
 * Checks a JWS in compact form (RFC 7515 §5.2): an allow-list of algorithms tied to the kind of key, the key from its controller's list, the
 * signature. Only known members of a header are accepted, because the others (`jku`, `x5u`, `crit`) lead to other keys and other rules.
 */
export async function openJws(jws: string, terms: JwsTerms): Promise<OpenedJws | RefusedJws> {
  const read = readJws(jws, terms.limits ?? limits);
  const header = read && headerIn(read.header, terms);
  if (read === undefined || header === undefined) return { code: 'malformed-jwt', kid: undefined };
  const { alg, kid, typ, iss } = header;
  const { payload } = read;
  if (iss !== undefined && iss !== (payload.iss ?? idOf(payload.issuer))) return { code: 'malformed-jwt', kid };
  if (!isSupported(alg)) return { code: 'unsupported-algorithm', kid };
  const key = await keyFor(header, saidBy(payload), terms);
  if (typeof key === 'string') return { code: key, kid };
  const code = await verifyJws(jws, { alg }, { ...key.jwk });
  if (code !== 'verified') return { code: code === 'wrong-key-type' ? 'unknown-key' : code, kid };
  return { typ, kid, payload, ...(!key.listed && { fault: 'unknown-key' as const }) };
}

/** JSON that is read strictly; nothing for what is none, or no object. */
export function jsonIn(bytes: Uint8Array, most: StrictJsonLimits = limits): unknown {
  try {
    return parseStrictJson(bytes, most);
  } catch (error) {
    if (error instanceof StrictJsonError) return undefined;
    throw error;
  }
}

/** The id of somebody who is named by it, or by an object with it. */
export function idOf(named: unknown): string | undefined {
  const id = isObject(named) ? named.id : named;
  return typeof id === 'string' ? id : undefined;
}

function headerIn(header: JsonObject, { types, listsKey, ownKey }: JwsTerms): Header | undefined {
  const { alg, kid, typ, cty, jwk, iss, ...others } = header;
  if (Object.keys(others).length > 0 || typeof alg !== 'string' || !isOptionalText(kid) || !isOptionalText(iss))
    return undefined;
  if (!isOptionalText(typ) || !types.includes(typ) || (cty !== undefined && cty !== 'vc' && cty !== 'vp'))
    return undefined;
  const brought = jwk === undefined ? undefined : publicKeyOfJwk(jwk)?.jwk;
  // A key in the header is only a name for one that the issuer lists; without anybody to ask for that list it is worth nothing.
  if (jwk !== undefined && (brought === undefined || listsKey === undefined)) return undefined;
  return kid === undefined && brought === undefined && ownKey === undefined
    ? undefined
    : { alg, kid, typ, iss, jwk: brought };
}

async function keyFor({ kid, jwk }: Header, said: Said, { findKey, listsKey, ownKey }: JwsTerms) {
  if (ownKey !== undefined) return { jwk: ownKey, listed: true };
  if (kid === undefined) {
    if (jwk === undefined || listsKey === undefined) return 'unknown-key';
    return { jwk, listed: await listsKey(jwk, said) };
  }
  const found = await findKey(kid, said);
  return found === undefined ? 'unknown-key' : typeof found === 'string' ? found : { jwk: found, listed: true };
}

function saidBy({ iss, issuer, holder, iat, nbf, validFrom }: JsonObject): Said {
  const seconds = [iat, nbf].find((each) => typeof each === 'number');
  return {
    issuer: idOf(iss) ?? idOf(issuer) ?? idOf(holder),
    at: typeof seconds === 'number' ? seconds * 1_000 : parseDateTimeStamp(validFrom),
  };
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}
