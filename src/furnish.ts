import type { Issuing } from './credentials/index.ts';
import { type Custody, createKeyring, type Keyring, type WrappedKeys, wrappedSigningKeys } from './issuers/index.ts';
import type { Learning } from './learners/index.ts';
import { deliveryHolding, wrappedWebhookSecrets } from './outbox/index.ts';
import { consentHolding, erasureRequestHolding, linkHolding } from './participants/index.ts';
import type { Deps } from './platform/deps.ts';
import { createPrivacy, wrappedPrivacyKeys } from './privacy/index.ts';
import { wrappedLogKeys } from './transparency/index.ts';

/** Every room that keeps a wrapped data key names its table here, so that a new key-encryption key reaches it. */
export const everyWrappedKey: readonly WrappedKeys[] = [
  wrappedSigningKeys,
  wrappedPrivacyKeys,
  wrappedLogKeys,
  wrappedWebhookSecrets,
];

/** What the rooms share beside their dependencies: the same for the service and for the shell. */
export interface Furnished {
  readonly keyring: Keyring;
  readonly issuing: Issuing;
  readonly learning: Learning;
}

/** Adds what comes from the custody's key, and what other rooms keep of a learner. */
export function furnish(on: Deps, custody: Custody): Furnished {
  const keyring = createKeyring(custody);
  const privacy = createPrivacy(custody, on.config.sealLearnerData);
  const issuing: Issuing = { ...on, keyring, privacy };
  // What other rooms keep of a learner joins export and erasure here: consents, deliveries, salts of the log.
  return {
    keyring,
    issuing,
    learning: { ...issuing, holdings: [consentHolding, linkHolding, erasureRequestHolding, deliveryHolding] },
  };
}
