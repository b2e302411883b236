import {
  checkShape,
  isObject,
  type JsonObject,
  type ProofCode,
  parseStrictJson,
  StrictJsonError,
  type StrictJsonLimits,
  validityOf,
  verifyProofs,
} from '../openbadges/index.ts';
import type { Deps } from '../platform/deps.ts';
import { type Compromised, compromisedProof, judgeCompromised, type RecordedIssue } from './compromised.ts';
import { resolveController } from './resolve.ts';
import { checkStatus } from './status.ts';
import { type Check, type CheckName, checkNames, type Verification, verdictOf } from './verdict.ts';

/** How much of a badge is read (threats.md §2.1). */
export const badgeLimits: StrictJsonLimits = {
  bytes: 256 * 1024,
  depth: 32,
  nodes: 5_000,
  arrayItems: 500,
  stringLength: 65_536,
};

/**
 * Judges a badge as a sceptical stranger: nothing it says is believed before it is checked. Never throws for what the badge contains.
 * @param bytes the badge as JSON text
 * @param recordedIssue what this service knows of what it issued itself; decides about badges of keys that were compromised later
 */
export async function verifyBadge(
  on: Deps,
  bytes: Uint8Array,
  recordedIssue: RecordedIssue = async () => undefined,
): Promise<Verification> {
  let document: unknown;
  try {
    document = parseStrictJson(bytes, badgeLimits);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    return concluded([
      {
        name: 'shape',
        outcome: 'failed',
        code: error.code,
        message: `This is no readable badge: ${error.message}.`,
        pointer: error.pointer,
      },
    ]);
  }
  return verifyDocument(on, document, recordedIssue);
}

/** The same for a document that was parsed strictly already. */
async function verifyDocument(on: Deps, document: unknown, recordedIssue: RecordedIssue): Promise<Verification> {
  // 1 Shape: whatever a signature would not cover is refused before any signature is looked at.
  const [fault] = checkShape(document);
  if (fault !== undefined || !isObject(document)) {
    return concluded([
      {
        name: 'shape',
        outcome: 'failed',
        code: fault?.code ?? 'not-an-object',
        message: `Not a complete Open Badge: ${fault?.message}.`,
        ...(fault && { pointer: fault.pointer }),
      },
    ]);
  }
  const shape: Check = {
    name: 'shape',
    outcome: 'passed',
    code: 'open-badge',
    message: 'A complete Open Badge 3.0; other programs can read it.',
  };
  // 2 The issuer's own list of keys comes first, because a key that is only written in the badge proves nothing.
  const issuerId = issuerOf(document);
  const controller = await resolveController(on, issuerId);
  const named = await controllersFor(on, document, issuerId);
  // 3 Proof: the signature fits every letter. One that is only untimely is still looked at: that makes a badge expired or early, not forged.
  const now = on.clock.now();
  let timed = await verifyProofs(document, named, { now });
  // A key that the issuer has withdrawn proves nothing by itself; our own record of what was issued, and when, may (threats.md §6).
  let compromised: Compromised | undefined;
  if (timed.code === 'key-revoked') {
    compromised = await judgeCompromised(document, named, recordedIssue);
    if (compromised === undefined) return concluded([shape, compromisedProof]);
    timed = compromised.proof;
  }
  const untimely = untimelyProof(timed.code);
  const proof = untimely === undefined ? timed : await verifyProofs(document, named);
  if (!proof.verified) return concluded([shape, proofFailure(proof.code, controller !== undefined)]);
  const signed: Check = {
    name: 'proof',
    outcome: 'passed',
    code: proof.code,
    message: 'Nothing was changed: the signature fits every letter.',
  };
  // 4 Issuer: the key that signed is listed by the issuer itself, for this purpose.
  const listed =
    compromised !== undefined || (controller?.assertionMethod.includes(proof.verificationMethod ?? '') ?? false);
  if (!listed) return concluded([shape, signed, issuerNotProven(controller !== undefined)]);
  const issuer: Check = compromised?.issuer ?? {
    name: 'issuer',
    outcome: 'passed',
    code: 'key-listed-by-issuer',
    message: 'The key that signed is published by the issuer itself.',
  };
  // 5 The days, and 6 what the issuer says of it today.
  const validity = untimely ?? checkValidity(document, now);
  const status = compromised?.status ?? (await checkStatus(on, document, issuerId));
  return concluded([shape, signed, issuer, validity, status]);
}

/** Completes the list, so that a reader always finds every check. */
function concluded(checks: Check[]): Verification {
  const done = new Set<CheckName>(checks.map(({ name }) => name));
  const rest = checkNames
    .filter((name) => !done.has(name))
    .map(
      (name): Check => ({
        name,
        outcome: 'not-checked',
        code: 'not-checked',
        message: 'Not checked, because an earlier check failed.',
      }),
    );
  const inOrder = [...checks, ...rest].toSorted((a, b) => checkNames.indexOf(a.name) - checkNames.indexOf(b.name));
  return { verdict: verdictOf(checks), checks: inOrder };
}

function issuerOf({ issuer }: JsonObject): string {
  const id = isObject(issuer) ? issuer.id : issuer;
  return typeof id === 'string' ? id : '';
}

/** The controllers of the keys that the proofs name: the part before `#`. Only what we can resolve ourselves. */
async function controllersFor(on: Deps, document: JsonObject, issuerId: string) {
  const proofs = [document.proof ?? []].flat().filter(isObject);
  const ids = new Set([
    issuerId,
    ...proofs.map(({ verificationMethod }) => String(verificationMethod).split('#')[0] ?? ''),
  ]);
  const controllers = new Map<string, NonNullable<Awaited<ReturnType<typeof resolveController>>>>();
  for (const id of [...ids].slice(0, 5)) {
    const controller = await resolveController(on, id);
    if (controller !== undefined) controllers.set(id, controller);
  }
  return controllers;
}

/** What a proof's own times say of the badge (threats.md §2.7). */
function untimelyProof(code: ProofCode): Check | undefined {
  if (code === 'proof-expired')
    return { name: 'validity', outcome: 'failed', code: 'expired', message: 'The signature has expired.' };
  if (code === 'proof-from-the-future') {
    const message = 'The badge is not valid yet: it says that it was signed later than now.';
    return { name: 'validity', outcome: 'failed', code: 'not-yet-valid', message };
  }
  return undefined;
}

const proofMessages: Partial<Record<ProofCode, string>> = {
  'no-proof': 'There is no signature.',
  'unsupported-proof': 'The kind of signature is not one that can be checked here.',
  'wrong-purpose': 'The signature was made for another purpose.',
  'unsound-key': 'The key is one with which anybody could sign.',
  'key-revoked': 'The issuer has withdrawn the key that signed: whoever has it now may have signed this.',
  'key-expired': 'The signature was made after the key had ended.',
  'signature-mismatch': 'The signature does not fit: something was changed after signing.',
  'malformed-proof': 'The signature is not written as it should be.',
  'not-processable': 'It holds something that no signature can cover.',
};

function proofFailure(code: ProofCode, issuerResolved: boolean): Check {
  // A key nobody lists is no proof of tampering: the signature could not be checked against anything.
  if (code === 'unknown-key') return issuerNotProven(issuerResolved);
  return {
    name: 'proof',
    outcome: 'failed',
    code,
    message: proofMessages[code] ?? 'The signature does not verify.',
  };
}

function issuerNotProven(resolved: boolean): Check {
  return resolved
    ? {
        name: 'issuer',
        outcome: 'failed',
        code: 'key-not-listed',
        message: 'The issuer that the badge names does not list the key that signed.',
      }
    : {
        name: 'issuer',
        outcome: 'failed',
        code: 'issuer-unresolved',
        message: 'Who the issuer is could not be established, so anybody may have signed this.',
      };
}

function checkValidity(document: JsonObject, now: Date): Check {
  const [from, until] = validityOf(document);
  if (from !== undefined && now.getTime() < from)
    return { name: 'validity', outcome: 'failed', code: 'not-yet-valid', message: 'The badge is not valid yet.' };
  if (until !== undefined && now.getTime() > until)
    return { name: 'validity', outcome: 'failed', code: 'expired', message: 'The badge has expired.' };
  return {
    name: 'validity',
    outcome: 'passed',
    code: 'within-period',
    message: 'Today lies within the period of validity.',
  };
}
