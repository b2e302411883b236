import { isObject, type JsonObject } from '../../openbadges/index.ts';
import { controllerIdOf, lookUpControllers } from '../../verification/index.ts';
import { checkPresentation, credentialsIn } from '../model/check-presentation.ts';
import { type Flaw, flaw, within } from '../model/flaw.ts';
import type { Findings, Verifying } from './checks.ts';
import { type Proven, signersNamedIn, verifyCredential } from './credential.ts';
import { isEnvelope, openPresentation } from './enveloped.ts';
import { proofFlaw } from './proof-flaws.ts';

/** What a verifier gave the holder, who has to say it back (VC Data Integrity §4.4). */
export interface Wanted {
  readonly domain?: string;
  readonly challenge?: string;
}

/**
 * Verifies a presentation (VC Data Model 2.0 §7.1): its shape, that its holder signed it for this verifier, and each credential in it by
 * itself. One bad credential makes the whole presentation bad.
 */
export async function verifyPresentation(on: Verifying, presentation: unknown, wanted: Wanted): Promise<Findings> {
  // 1 Who presents.
  const proven = isEnvelope(presentation, 'EnvelopedVerifiablePresentation')
    ? await opened(on, presentation, wanted)
    : await proveEmbedded(on, presentation, wanted);
  if ('flaws' in proven) return { flaws: proven.flaws, warnings: [] };
  const { document, signers } = proven;
  const holder = await holderFlaws(on, document, signers);
  // 2 What is presented.
  const credentials = credentialsIn(document.verifiableCredential);
  const flaws: Flaw[] = [...holder];
  const warnings: string[] = [];
  for (const [index, credential] of credentials.entries()) {
    const findings = await verifyCredential(on, credential);
    flaws.push(...within(['verifiableCredential', index], findings.flaws), ...selfFlaws(document, credential, signers));
    warnings.push(...findings.warnings.map((each) => `verifiableCredential ${index}: ${each}`));
  }
  return { flaws, warnings };
}

async function opened(on: Verifying, envelope: JsonObject, wanted: Wanted) {
  const proven = await openPresentation(on, envelope, wanted);
  if ('flaws' in proven) return proven;
  const flaws = checkPresentation(proven.document);
  return flaws.length > 0 ? { flaws } : proven;
}

async function proveEmbedded(
  on: Verifying,
  presentation: unknown,
  wanted: Wanted,
): Promise<Proven | { flaws: readonly Flaw[] }> {
  const flaws = checkPresentation(presentation);
  if (flaws.length > 0 || !isObject(presentation)) return { flaws };
  const { found } = await lookUpControllers(signersNamedIn(presentation).map(controllerIdOf), on.sources);
  const terms = { purpose: 'authentication', ...wanted } as const;
  const outcome = await on.checkProofs(presentation, found, on.sources.now, terms);
  if (!outcome.verified) return { flaws: [proofFlaw(outcome.code)] };
  const signers = outcome.proofs.flatMap(({ verificationMethod }) => verificationMethod ?? []);
  return { document: presentation, signers };
}

/**
 * What a holder says of itself, and secures with the key of the presentation, is said in the name of that holder (VC Data Model 2.0 §4.13.3).
 */
function selfFlaws({ holder }: JsonObject, credential: unknown, signers: readonly string[]): Flaw[] {
  if (!isObject(credential) || !signersNamedIn(credential).some((each) => signers.includes(each))) return [];
  const [issuer, named] = [credential.issuer, holder].map((each) => (isObject(each) ? each.id : each));
  if (named !== undefined && named === issuer) return [];
  return [
    flaw(['holder'], 'the issuer of what the presenter says itself was expected', 'CRYPTOGRAPHIC_SECURITY_ERROR'),
  ];
}

/** Whoever is named as the holder is who signed: its own key, or one that it lists (VC Data Model 2.0 §4.13). */
async function holderFlaws(on: Verifying, { holder }: JsonObject, signers: readonly string[]): Promise<Flaw[]> {
  if (holder === undefined) return [];
  const id = String(isObject(holder) ? holder.id : holder);
  const controller = await on.sources.controller(id);
  const listed = typeof controller === 'string' ? [] : (controller.authentication ?? []);
  if (signers.some((each) => listed.includes(each))) return [];
  return [flaw(['holder'], 'the holder does not list the key that signed', 'CRYPTOGRAPHIC_SECURITY_ERROR')];
}
