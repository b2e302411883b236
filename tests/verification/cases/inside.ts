import { emailIdentity } from '../../../src/openbadges/index.ts';
import {
  badgeOf,
  contexts,
  endorsementOf,
  extensions,
  learnerRecordContext,
} from '../../../src/verification/judge/played-sources.test-data.ts';
import type { Case } from '../case.ts';
import { controllerOf, issuerId, keyId, proven } from '../foreign.ts';

const badge = badgeOf(issuerId);
const friend = 'https://friend.example/';
const both = () => ({ controllers: [controllerOf(), controllerOf(friend)] });
const vouched = (about: string) =>
  proven('eddsa-rdfc-2022', 'Ed25519', endorsementOf(friend, about), { verificationMethod: keyId('Ed25519', friend) });
const refreshAddress = 'https://foreign.example/refresh/1';
const refreshing = (change: object = {}) =>
  proven('eddsa-rdfc-2022', 'Ed25519', {
    ...badge,
    '@context': [...contexts, extensions],
    refreshService: { id: refreshAddress, type: '1EdTechCredentialRefresh' },
    ...change,
  });
const answering = (page: () => Promise<object>) => async () => ({
  ...both(),
  pages: { [refreshAddress]: await page() },
});
const { id: _holder, ...nobody } = badge.credentialSubject;
const forEmail = (email: string) =>
  proven('eddsa-rdfc-2022', 'Ed25519', {
    ...badge,
    credentialSubject: { ...nobody, identifier: [emailIdentity(email, 'zout')] },
  });

async function record(change: (inner: any) => void = () => undefined) {
  const inner = await proven('eddsa-rdfc-2022', 'Ed25519');
  change(inner);
  return proven('eddsa-rdfc-2022', 'Ed25519', {
    '@context': [contexts[0], learnerRecordContext, contexts[1]],
    id: 'https://foreign.example/records/1',
    type: ['VerifiableCredential', 'ClrCredential'],
    name: 'Wat ik kan',
    issuer: badge.issuer,
    validFrom: badge.validFrom,
    credentialSubject: {
      id: badge.credentialSubject.id,
      type: ['ClrSubject'],
      verifiableCredential: [inner],
    },
  } as never);
}

export const insideCases: readonly Case[] = [
  {
    name: 'refresh: the same again',
    clause: 'Open Badges 3.0 §9.1 step 3',
    sent: () => refreshing(),
    played: answering(refreshing),
    verdict: 'valid',
    step: 'refresh',
    code: 'up-to-date',
  },
  {
    name: 'refresh: a newer issue, which has expired',
    clause: 'Open Badges 3.0 §9.1 step 3',
    sent: () => refreshing(),
    played: answering(() => refreshing({ validFrom: '2026-11-10T00:00:00Z', validUntil: '2026-11-12T00:00:00Z' })),
    verdict: 'expired',
    step: 'refresh',
    code: 'refreshed',
  },
  {
    name: 'refresh: nobody answers, so the badge itself is judged',
    clause: 'Open Badges 3.0 §9.1 step 3',
    sent: () => refreshing(),
    verdict: 'valid-with-warnings',
    step: 'refresh',
    code: 'refresh-failed',
  },
  {
    name: 'refresh: an older issue',
    clause: 'Open Badges 3.0 §9.1 step 3',
    sent: () => refreshing({ validFrom: '2026-11-10T00:00:00Z' }),
    played: answering(refreshing),
    verdict: 'valid-with-warnings',
    step: 'refresh',
    code: 'refresh-older',
  },
  {
    name: 'refresh: another badge',
    clause: 'Open Badges 3.0 §9.1 step 3',
    sent: () => refreshing(),
    played: answering(() => refreshing({ id: 'https://foreign.example/badges/2', validFrom: '2026-11-10T00:00:00Z' })),
    verdict: 'valid-with-warnings',
    step: 'refresh',
    code: 'refresh-of-another',
  },
  {
    name: 'recipient: the address that was hashed',
    clause: 'Open Badges 3.0 §9.1 step 5',
    sent: () => forEmail('noor@example.org'),
    recipient: { email: 'Noor@Example.org' },
    verdict: 'valid',
    step: 'recipient',
    code: 'recipient-matches',
  },
  {
    name: 'recipient: another address',
    clause: 'Open Badges 3.0 §9.1 step 5',
    sent: () => forEmail('noor@example.org'),
    recipient: { email: 'sam@example.org' },
    verdict: 'invalid',
    step: 'recipient',
    code: 'other-recipient',
  },
  {
    name: 'recipient: the DID of the holder',
    clause: 'Open Badges 3.0 §9.1 step 5',
    sent: () => proven('eddsa-rdfc-2022', 'Ed25519'),
    recipient: { id: 'did:example:holder' },
    verdict: 'valid',
    step: 'recipient',
    code: 'recipient-matches',
  },
  {
    name: 'recipient: the DID of somebody else',
    clause: 'Open Badges 3.0 §9.1 step 5',
    sent: () => proven('eddsa-rdfc-2022', 'Ed25519'),
    recipient: { id: 'did:example:other' },
    verdict: 'invalid',
    step: 'recipient',
    code: 'other-recipient',
  },
  {
    name: 'recipient: an address, of a badge that only names a DID',
    clause: 'Open Badges 3.0 §9.1 step 5',
    sent: () => proven('eddsa-rdfc-2022', 'Ed25519'),
    recipient: { email: 'noor@example.org' },
    verdict: 'unknown',
    step: 'recipient',
    code: 'recipient-not-comparable',
  },
  {
    name: 'endorsement: of this badge, by somebody who is proven',
    clause: 'Open Badges 3.0 §9.1 step 6',
    sent: async () => proven('eddsa-rdfc-2022', 'Ed25519', { ...badge, endorsement: [await vouched(badge.id)] }),
    played: both,
    verdict: 'valid',
    step: 'endorsements',
    code: 'endorsements-proven',
  },
  {
    name: 'endorsement: of another badge',
    clause: 'Open Badges 3.0 §9.1 step 6',
    sent: async () =>
      proven('eddsa-rdfc-2022', 'Ed25519', {
        ...badge,
        endorsement: [await vouched('https://foreign.example/badges/9')],
      }),
    played: both,
    verdict: 'valid-with-warnings',
    step: 'endorsements',
    code: 'endorsement-of-another',
  },
  {
    name: 'endorsement: by somebody who is not proven',
    clause: 'Open Badges 3.0 §9.1 step 6',
    sent: async () => proven('eddsa-rdfc-2022', 'Ed25519', { ...badge, endorsement: [await vouched(badge.id)] }),
    verdict: 'valid-with-warnings',
    step: 'endorsements',
    code: 'endorsement-not-proven',
  },
  {
    name: 'learner record: with a good badge in it',
    clause: 'Comprehensive Learner Record 2.0 §5',
    sent: () => record(),
    verdict: 'valid',
    step: 'credentials',
    code: 'credentials-proven',
  },
  {
    name: 'learner record: well signed, with a forged badge in it',
    clause: 'Comprehensive Learner Record 2.0 §5',
    sent: () =>
      record((inner) => {
        inner.name = 'Hartchirurgie';
      }),
    verdict: 'valid-with-warnings',
    step: 'credentials',
    code: 'credential-not-proven',
  },
];
