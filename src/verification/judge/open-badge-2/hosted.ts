import { isObject, type JsonObject } from '../../../openbadges/index.ts';
import type { Sources } from '../sources.ts';
import { type Check, check } from '../verdict.ts';
import { fetchOwn, idOf, type Linked } from './linked.ts';

/** What came of asking the address of an assertion for it. */
export interface Hosted {
  readonly proof: Check;
  /** The assertion as its address gives it today: that is what counts. */
  readonly assertion?: JsonObject;
}

/** Asks the address of an assertion for it (Open Badges 2.0 §Hosted Verification). A copy that says another thing is not what was issued. */
export async function judgeHosted(copy: JsonObject, from: Sources): Promise<Hosted> {
  const assertion = await fetchOwn(copy.id, from);
  if (assertion === 'malformed') return { proof: check('proof', 'failed', 'hosted-not-found') };
  if (typeof assertion === 'string') return { proof: check('proof', 'not-checked', 'hosted-not-found') };
  // A revoked badge may be reduced to its id and the fact (§Assertion `revoked`).
  const other = assertion.revoked === true ? undefined : differingMember(copy, assertion);
  if (other !== undefined)
    return { proof: check('proof', 'failed', 'hosted-differs', { pointer: `/${other}`, detail: `${other} differs` }) };
  return { proof: check('proof', 'passed', 'hosted-by-issuer'), assertion };
}

/** Whether the assertion lies where the issuer publishes: its own host, or one that its profile names (§VerificationObject). */
export function judgeHosts({ id }: JsonObject, { badge, issuer }: Linked): Check {
  const scope = isObject(issuer.verification) ? issuer.verification : {};
  const origins: unknown[] = [scope.allowedOrigins ?? []].flat();
  const starts: unknown[] = [scope.startsWith ?? []].flat();
  const home = hostOf(issuer.id);
  const isIssuers = (address: unknown) => {
    const host = hostOf(address);
    const named = origins.length === 0 ? host === home : origins.includes(host);
    const within = starts.length === 0 || starts.some((start) => isWithin(address, start));
    return host !== undefined && named && within;
  };
  // The badge class has no scope of its own: it belongs to the issuer when it lives there.
  const agree = isIssuers(id) && (hostOf(badge.id) === home || origins.includes(hostOf(badge.id)));
  return check('issuer', agree ? 'passed' : 'failed', agree ? 'hosts-agree' : 'hosts-differ');
}

function hostOf(address: unknown): string | undefined {
  return typeof address === 'string' && URL.canParse(address) ? new URL(address).host : undefined;
}

/** By whole parts: `https://a.example/b` is not the beginning of `https://a.example/bad`, nor `https://a.example` of `https://a.example.evil`. */
function isWithin(address: unknown, start: unknown): boolean {
  if (typeof address !== 'string' || typeof start !== 'string' || !URL.canParse(start) || !URL.canParse(address))
    return false;
  const [there, here] = [new URL(address), new URL(start)];
  const path = here.pathname.endsWith('/') ? here.pathname : `${here.pathname}/`;
  return there.origin === here.origin && (there.pathname === here.pathname || there.pathname.startsWith(path));
}

function differingMember(copy: JsonObject, hosted: JsonObject): string | undefined {
  const names = new Set([...Object.keys(copy), ...Object.keys(hosted)]);
  names.delete('@context');
  return [...names].find((name) =>
    name === 'badge' ? idOf(copy.badge) !== idOf(hosted.badge) : !isSame(copy[name], hosted[name]),
  );
}

function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => isSame(each, other[index]));
  if (!isObject(one) || !isObject(other)) return one === other;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => isSame(one[name], other[name]));
}
