import { encodeBase58 } from '../base58.ts';
import { withoutMilliseconds } from '../moment.ts';
import { isObject, type JsonObject } from '../shape/finding.ts';
import { followedBy } from './chain.ts';
import type { SuiteKey } from './suite-key.ts';
import { type SignatureSuiteName, signatureSuites } from './suites/registry.ts';

/** How a document is signed, and what the proof says beside the signature (VC Data Integrity §2.1). */
export interface SuiteOptions {
  readonly suite: SignatureSuiteName | 'ecdsa-sd-2023';
  readonly key: SuiteKey;
  readonly verificationMethod: string;
  readonly created: Date;
  /** What the signature is for; making statements, unless said otherwise. */
  readonly proofPurpose?: 'assertionMethod' | 'authentication';
  readonly expires?: Date;
  readonly domain?: string | readonly string[];
  readonly challenge?: string;
  readonly nonce?: string;
  /** The name of this proof, for others to follow. */
  readonly id?: string;
  /** The names of proofs of the document that this one follows and signs along. */
  readonly previousProof?: string | readonly string[];
  /** What a holder can not leave out, as JSON Pointers; only for `ecdsa-sd-2023`. */
  readonly mandatoryPointers?: readonly string[];
}

export type ProvenDocument = JsonObject & { readonly proof: JsonObject | JsonObject[] };

/**
 * Adds a proof to a document with one of our own suites (VC Data Integrity §4.2, and §4.3 for a document that has proofs already). A
 * context that the proof needs is added behind the others.
 * @returns a copy; with `proof` as object when it is the only one
 * @throws {NotProcessable} for a document that the suite cannot cover
 * @throws when the key is of another kind than the suite, or `previousProof` names a proof that the document does not have
 */
export async function signWithSuite(document: JsonObject, options: SuiteOptions): Promise<ProvenDocument> {
  const { proof: existing, ...unsecured } = document;
  const proofs = [existing ?? []].flat().filter(isObject);
  const followed = followedBy(options, proofs);
  if (followed === undefined) throw new Error('previousProof names a proof that is not there, or is there twice');
  const { contexts, named } = await describedBy(options.suite);
  const complete = { ...unsecured, '@context': withContext(unsecured['@context'], contexts) };
  const covered = followed.length === 0 ? complete : { ...complete, proof: followed };
  const proof = await proven(covered, { ...named, ...saidBy(options) }, options);
  return { ...complete, proof: proofs.length === 0 ? proof : [...proofs, proof] };
}

async function describedBy(suite: SuiteOptions['suite']) {
  return suite === 'ecdsa-sd-2023' ? await import('./suites/ecdsa-sd-2023-base.ts') : signatureSuites[suite];
}

async function proven(document: JsonObject, said: JsonObject, options: SuiteOptions): Promise<JsonObject> {
  const { key, suite: name, mandatoryPointers = [] } = options;
  if (name === 'ecdsa-sd-2023') {
    const { baseProof } = await import('./suites/ecdsa-sd-2023-base.ts');
    return baseProof(document, said, { key, mandatoryPointers });
  }
  const suite = signatureSuites[name];
  if (!suite.kinds.some((kind) => kind === key.kind)) throw new Error(`${name} does not sign with a ${key.kind} key`);
  const proof = suite.prepare(document, said);
  const bytes = await suite.bytes(document, proof, key.kind);
  if (bytes === undefined) throw new Error('the proof and the document contradict each other');
  return { ...proof, proofValue: `z${encodeBase58(await key.sign(bytes))}` };
}

/** The members of the proof; what was not asked for is not there. */
function saidBy(options: SuiteOptions): JsonObject {
  const { verificationMethod, created, expires, proofPurpose = 'assertionMethod' } = options;
  const { id, domain, challenge, nonce, previousProof } = options;
  const optional = { id, domain, challenge, nonce, previousProof, expires: expires && withoutMilliseconds(expires) };
  return {
    created: withoutMilliseconds(created),
    verificationMethod,
    proofPurpose,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

function withContext(contexts: unknown, [added, ...others]: readonly [string, ...string[]]): unknown {
  const present = contexts === undefined ? [] : [contexts].flat();
  return present.includes(added) || others.some((each) => present.includes(each)) ? contexts : [...present, added];
}
