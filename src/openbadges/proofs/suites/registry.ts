import { ecdsaJcs2019 } from './ecdsa-jcs-2019.ts';
import { ecdsaRdfc2019 } from './ecdsa-rdfc-2019.ts';
import { ed25519Signature2020 } from './ed25519-signature-2020.ts';
import { eddsaJcs2022 } from './eddsa-jcs-2022.ts';
import { eddsa2022, eddsaRdfc2022 } from './eddsa-rdfc-2022.ts';
import type { SignatureSuite, Suite } from './suite.ts';

/** Suites that are signed with here, by the name that a caller chooses. */
export const signatureSuites = {
  'eddsa-rdfc-2022': eddsaRdfc2022,
  'eddsa-jcs-2022': eddsaJcs2022,
  'ecdsa-rdfc-2019': ecdsaRdfc2019,
  'ecdsa-jcs-2019': ecdsaJcs2019,
  Ed25519Signature2020: ed25519Signature2020,
} as const satisfies Record<string, SignatureSuite>;
export type SignatureSuiteName = keyof typeof signatureSuites;

/** Suites for `DataIntegrityProof`, by `cryptosuite`. Those of selective disclosure bring large libraries and come only when asked for. */
const dataIntegritySuites: Readonly<Record<string, () => Promise<Suite>>> = {
  'eddsa-rdfc-2022': async () => eddsaRdfc2022,
  'eddsa-2022': async () => eddsa2022,
  'eddsa-jcs-2022': async () => eddsaJcs2022,
  'ecdsa-rdfc-2019': async () => ecdsaRdfc2019,
  'ecdsa-jcs-2019': async () => ecdsaJcs2019,
  'ecdsa-sd-2023': async () => (await import('./ecdsa-sd-2023.ts')).ecdsaSd2023,
  'bbs-2023': async () => (await import('./bbs-2023.ts')).bbs2023,
};

/** The suite that a proof names (VC Data Integrity §3.1); nothing for one that is not known here. */
export async function suiteOf({
  type,
  cryptosuite,
}: {
  type: string;
  cryptosuite?: unknown;
}): Promise<Suite | undefined> {
  if (type === 'Ed25519Signature2020') return ed25519Signature2020;
  if (type !== 'DataIntegrityProof' || typeof cryptosuite !== 'string') return undefined;
  return Object.hasOwn(dataIntegritySuites, cryptosuite) ? dataIntegritySuites[cryptosuite]?.() : undefined;
}
