import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Principal, scopes } from '../../platform/auth.ts';
import type { Deps } from '../../platform/deps.ts';
import { problem } from '../../platform/problem.ts';
import { type Role, scopesOfRole } from './roles.ts';
import { selectEmployers } from './store.ts';

/** How long the identity provider may take to tell its keys. */
const longestWait = 5_000;

/** Signatures that the identity provider may use: never a shared secret, never "none" (RFC 8725 §3.1). */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/** OpenID Connect Discovery 1.0 §3: what is read of the provider's metadata. */
const metadataShape = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Recognises staff by an access token in JWT form (RFC 9068) of the identity provider in the configuration: signature, issuer, audience and time are
 * checked; which issuer the person works for, and as what, stands in our own table.
 * @returns a function that gives nothing for a token that is not the provider's or of somebody who works for nobody here
 */
export function createRecognizeStaff(on: Deps) {
  const { oidcIssuer, oidcAudience } = on.config;
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async (token: string, chosenIssuer: string | undefined): Promise<Principal | undefined> => {
    if (oidcIssuer === undefined || oidcAudience === undefined || token.split('.').length !== 3) return undefined;
    keys ??= discoverKeys(oidcIssuer).catch((error: unknown) => {
      keys = undefined; // asked again at the next request
      on.log.error({ err: error }, 'the identity provider does not answer');
      throw problem('unavailable', 'The identity provider does not answer right now.');
    });
    const subject = await subjectOf(token, await keys, {
      issuer: oidcIssuer,
      audience: oidcAudience,
      now: on.clock.now(),
    });
    return subject === undefined ? undefined : employeeOf(on, subject, chosenIssuer);
  };
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(longestWait) });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  const metadata = metadataShape.parse(await answer.json());
  // OpenID Connect Discovery 1.0 §4.3: the issuer in it must be the one that was asked.
  if (metadata.issuer !== issuer) throw new Error('the metadata is that of another identity provider');
  return createRemoteJWKSet(new URL(metadata.jwks_uri), { timeoutDuration: longestWait });
}

async function subjectOf(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience, now }: { issuer: string; audience: string; now: Date },
): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms,
      currentDate: now,
      requiredClaims: ['sub', 'exp'],
    });
    return payload.sub;
  } catch (error) {
    if (error instanceof errors.JWKSTimeout)
      throw problem('unavailable', 'The identity provider does not answer right now.');
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/**
 * @param chosenIssuer slug of the issuer to act for, from the header `Stempel-Issuer`; needed only by somebody who works for several
 */
async function employeeOf(on: Deps, subject: string, chosenIssuer: string | undefined): Promise<Principal | undefined> {
  const employers = await selectEmployers(on.database, subject);
  const chosen = employers.filter(({ slug }) => chosenIssuer === undefined || slug === chosenIssuer);
  if (chosen.length > 1) {
    throw problem('invalid-request', 'You work for several issuers here; say for which one you act.', [
      { parameter: 'Stempel-Issuer', detail: `one of ${chosen.map(({ slug }) => slug).join(', ')} was expected` },
    ]);
  }
  const [employer] = chosen;
  if (employer === undefined) return undefined;
  const { issuerId, id, role } = employer;
  return { kind: 'issuer', issuerId, actor: `staff:${id}`, scopes: scopesOf(role) };
}

function scopesOf(role: Role) {
  const named = scopesOfRole[role];
  return named === 'all' ? scopes : named;
}
