import type { ControllerDocument, JsonObject, VerificationMethod } from '../../openbadges/index.ts';
import type { Sources, Unavailable } from './sources.ts';

/** At most this many controllers are looked up for one badge: the issuer, and those of four proofs. */
const mostControllers = 5;

/** What those who are named list as their keys, or why that is not known. */
export interface Controllers {
  readonly found: ReadonlyMap<string, ControllerDocument>;
  readonly missing: ReadonlyMap<string, Unavailable>;
}

/** Looks up each controller once. */
export async function lookUpControllers(ids: Iterable<string>, from: Sources): Promise<Controllers> {
  const found = new Map<string, ControllerDocument>();
  const missing = new Map<string, Unavailable>();
  for (const id of [...new Set(ids)].slice(0, mostControllers)) {
    const controller = await from.controller(id);
    if (typeof controller === 'string') missing.set(id, controller);
    else found.set(id, controller);
  }
  return { found, missing };
}

/** Who controls a key, by its id (Controlled Identifiers 1.0 §2.2): the part before `#`. */
export function controllerIdOf(verificationMethod: string): string {
  return verificationMethod.split('#')[0] ?? '';
}

/**
 * A key that is written in the id of the verification method. It proves that nothing was changed, and nothing about who signed: anybody can
 * write a key of their own behind the id of any issuer (openbadges-3.md §0.8).
 */
export function writtenKey(id: string): VerificationMethod | undefined {
  const [controller = '', publicKeyMultibase = ''] = id.split('#');
  if (!/^z[1-9A-HJ-NP-Za-km-z]{40,150}$/.test(publicKeyMultibase)) return undefined;
  return { id, type: 'Multikey', controller, publicKeyMultibase };
}

/**
 * The same controllers, as if each listed the keys that are only written in the proofs.
 * @returns nothing when there are no such keys; else with their ids, which prove no issuer
 */
export function withWrittenKeys(
  found: ReadonlyMap<string, ControllerDocument>,
  proofs: readonly JsonObject[],
): { controllers: ReadonlyMap<string, ControllerDocument>; written: ReadonlySet<string> } | undefined {
  const controllers = new Map(found);
  const written = new Set<string>();
  for (const { verificationMethod } of proofs) {
    const method = typeof verificationMethod === 'string' ? writtenKey(verificationMethod) : undefined;
    if (method === undefined || written.has(method.id)) continue;
    const known = controllers.get(method.controller);
    // A key that its controller does describe is that one; what it is not listed for, it is not used for.
    if (known?.verificationMethod.some(({ id }) => id === method.id)) continue;
    written.add(method.id);
    controllers.set(method.controller, {
      id: method.controller,
      verificationMethod: [...(known?.verificationMethod ?? []), method],
      assertionMethod: [...(known?.assertionMethod ?? []), method.id],
    });
  }
  return written.size === 0 ? undefined : { controllers, written };
}
