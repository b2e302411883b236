import { isObject, type JsonObject, meaningFault, validityOf } from '../../openbadges/index.ts';
import { controllerIdOf, judgeStatus, lookUpControllers } from '../../verification/index.ts';
import { checkCredential } from '../model/check-credential.ts';
import { type Flaw, flaw, type ProblemName } from '../model/flaw.ts';
import type { Findings, Verifying } from './checks.ts';
import { isEnvelope, openCredential } from './enveloped.ts';
import { proofFlaw } from './proof-flaws.ts';

/**
 * Verifies a credential of any kind (VC Data Model 2.0 §7.1): its shape, its meaning, all its proofs, and what else was asked for. Says
 * nothing about whether a badge may be relied on; that is what `/verify` is for.
 */
export async function verifyCredential(on: Verifying, credential: unknown): Promise<Findings> {
  // 1 What it says, and who signed it.
  const proven = isEnvelope(credential, 'EnvelopedVerifiableCredential')
    ? await openCredential(on, credential)
    : await proveEmbedded(on, credential);
  if ('flaws' in proven) return { flaws: proven.flaws, warnings: [] };
  const { document, signers } = proven;
  const meaning = await meaningFault(document);
  if (meaning !== undefined) return { flaws: [flaw([], meaning, 'DATA_LOSS_DETECTION_ERROR')], warnings: [] };
  // 2 What else was asked for.
  const [validity, warnings] = judgePeriod(on, document);
  const flaws = [...validity, ...(await issuerFlaws(on, document, signers)), ...(await statusFlaws(on, document))];
  return { flaws, warnings };
}

/** A document that somebody signed, and with which keys. */
export interface Proven {
  readonly document: JsonObject;
  readonly signers: readonly string[];
}

async function proveEmbedded(on: Verifying, credential: unknown): Promise<Proven | { flaws: readonly Flaw[] }> {
  const flaws = checkCredential(credential);
  if (flaws.length > 0 || !isObject(credential)) return { flaws };
  const { found } = await lookUpControllers([...signersNamedIn(credential).map(controllerIdOf)], on.sources);
  const outcome = await on.checkProofs(credential, found, on.sources.now);
  if (!outcome.verified) return { flaws: [proofFlaw(outcome.code)] };
  return {
    document: credential,
    signers: outcome.proofs.flatMap(({ verificationMethod }) => verificationMethod ?? []),
  };
}

/** The keys that the proofs of a document name. */
export function signersNamedIn({ proof }: JsonObject): string[] {
  const proofs: unknown[] = [proof].flat();
  const named = proofs.map((each) => (isObject(each) ? each.verificationMethod : undefined));
  return named.filter((each) => typeof each === 'string');
}

function judgePeriod(on: Verifying, document: JsonObject): [Flaw[], string[]] {
  const [from, until] = validityOf(document);
  const now = on.sources.now.getTime();
  const said =
    from !== undefined && now < from
      ? 'not valid yet'
      : until !== undefined && now > until
        ? 'no longer valid'
        : undefined;
  if (said === undefined) return [[], []];
  return on.checks.includes('validity') ? [[flaw([], said, 'RANGE_ERROR')], []] : [[], [said]];
}

/** One of the keys that signed is listed by the issuer itself (VC Data Model 2.0 §7.1, Controlled Identifiers 1.0 §3.3). */
async function issuerFlaws(on: Verifying, { issuer }: JsonObject, signers: readonly string[]): Promise<Flaw[]> {
  if (!on.checks.includes('issuer')) return [];
  const id = String(isObject(issuer) ? issuer.id : issuer);
  const controller = await on.sources.controller(id);
  const listed = typeof controller === 'string' ? [] : controller.assertionMethod;
  if (signers.some((each) => listed.includes(each))) return [];
  return [flaw(['issuer'], 'the issuer does not list the key of any proof', 'CRYPTOGRAPHIC_SECURITY_ERROR')];
}

/** What the lists say today, every entry of them; a list that cannot be read is never "valid" (Bitstring Status List §3.2). */
async function statusFlaws(on: Verifying, document: JsonObject): Promise<Flaw[]> {
  if (!on.checks.includes('credentialStatus')) return [];
  const { outcome, code, detail } = await judgeStatus(document, on.sources);
  if (outcome === 'passed' || outcome === 'warning') return [];
  const name = statusProblems[code] ?? 'STATUS_VERIFICATION_ERROR';
  return [flaw(['credentialStatus'], detail === undefined ? code : `${code}: ${detail}`, name)];
}

const statusProblems: Partial<Record<string, ProblemName>> = {
  'list-not-reachable': 'STATUS_RETRIEVAL_ERROR',
  'list-too-short': 'STATUS_LIST_LENGTH_ERROR',
  'index-out-of-range': 'RANGE_ERROR',
};
