import type { Authenticate, Principal } from '../platform/auth.ts';
import type { Deps } from '../platform/deps.ts';
import { hashOf, recognizeApiKey, sameSecret } from './api-keys.ts';
import { createRecognizeStaff } from './staff/tokens.ts';

/** Recognises the operator's key, API keys of issuers, and people whom the configured identity provider signed in. */
export function createAuthenticate(on: Deps, operatorKey: string): Authenticate {
  const recognizeStaff = createRecognizeStaff(on);
  return async (token, chosenIssuer): Promise<Principal | undefined> => {
    if (sameSecret(hashOf(token), hashOf(operatorKey))) return { kind: 'operator' };
    return (await recognizeApiKey(on, token)) ?? recognizeStaff(token, chosenIssuer);
  };
}
