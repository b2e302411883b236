import { isObject, type JsonObject } from '../../openbadges/index.ts';

/** Whom a document names as its issuer; empty when it names nobody. */
export function issuerOf({ issuer }: JsonObject): string {
  const id = isObject(issuer) ? issuer.id : issuer;
  return typeof id === 'string' ? id : '';
}
