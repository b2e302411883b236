import { type Issuer, type IssuerKey, keyUrl, verificationMethodOf, wasActive } from '../issuers/index.ts';
import { publicJwkOf, thumbprintOf } from '../openbadges/index.ts';
import type { KeyView, SigningKeyView } from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';
import { type Language, textIn } from '../platform/text.ts';
import { issuerSummary, siteAt } from './badge-view.ts';

/** The page of a signing key. */
export function keyView(on: Deps, issuer: Issuer, key: IssuerKey, language: Language): KeyView {
  const path = new URL(keyUrl(issuer, key.id)).pathname;
  const jwk = publicJwkOf(key.publicKeyMultibase);
  return {
    site: siteAt(on, path),
    issuer: issuerSummary(issuer, undefined, language),
    key: signingKeyView(issuer, key),
    fingerprint: jwk === undefined ? '' : thumbprintOf(jwk),
    ...(key.reason !== null && { reason: textIn(key.reason, language) }),
    jsonUrl: `${path}?format=json`,
  };
}

/** A key as pages show it: since when until when it was in force. One that never was has no such time. */
export function signingKeyView(issuer: Issuer, key: IssuerKey): SigningKeyView {
  const end = key.retiredAt ?? key.compromisedAt;
  return {
    id: verificationMethodOf(issuer.did, key.publicKeyMultibase),
    url: new URL(keyUrl(issuer, key.id)).pathname,
    algorithm: key.algorithm,
    state: key.state,
    ...((key.state === 'pending' || wasActive(key)) && { since: key.activatedAt.toISOString() }),
    ...(end && { until: end.toISOString() }),
    ...(key.compromisedSince && { compromisedSince: key.compromisedSince.toISOString() }),
  };
}
