import { z } from 'zod';
import { isObject, type JsonObject, meaningFault } from '../../openbadges/index.ts';
import { type Fault, type Problem, pointerTo, problem } from '../../platform/problem.ts';
import { faultsOfIssues } from '../../platform/request-shape.ts';
import { checkCredential } from '../model/check-credential.ts';
import { versionOf } from '../model/contexts.ts';
import { type Flaw, flaw } from '../model/flaw.ts';
import { pointersNowhere } from './mandatory-pointers.ts';

/** Other members of `options` are for other issuers; the VC API lets them be. */
const bodyShape = z.looseObject({
  credential: z.record(z.string(), z.unknown()),
  options: z
    .looseObject({
      mandatoryPointers: z
        .array(z.string().regex(/^(\/.*)?$/, 'a JSON Pointer'))
        .max(50)
        .optional(),
      credentialStatus: z
        .looseObject({
          type: z.literal('BitstringStatusListEntry').optional(),
          statusPurpose: z.literal('revocation').optional(),
        })
        .optional(),
    })
    .optional(),
});

/** Something to sign, by the rules of the data model. */
export interface Unsigned {
  readonly credential: JsonObject;
  readonly mandatoryPointers: readonly string[] | undefined;
  /** Whether it is to get a place in a status list. */
  readonly revocable: boolean;
}

/**
 * Reads the body of a request to issue (VC API, "Issue Credential") and checks the credential in it by every rule of the data model.
 * @param bothVersions false: only version 2.0 of the data model can be signed this way
 * @throws {Problem} `invalid-request`, naming each place
 */
export async function readRequest(body: unknown, bothVersions: boolean): Promise<Unsigned> {
  const parsed = bodyShape.safeParse(body);
  if (!parsed.success) throw invalid(faultsOfIssues(parsed.error.issues));
  const { credential, options } = parsed.data;
  const flaws = [...checkCredential(credential), ...proofFlaws(credential)];
  if (flaws.length > 0) throw invalid(flaws.map(faultOf));
  if (!bothVersions && versionOf(credential) === 1)
    throw invalid([faultOf(flaw(['@context', 0], 'version 2.0 of the data model was expected'))]);
  const { proof: _, ...unsecured } = credential;
  const meaning = await meaningFault(unsecured);
  if (meaning !== undefined) throw invalid([faultOf(flaw([], meaning, 'DATA_LOSS_DETECTION_ERROR'))]);
  const nowhere = pointersNowhere(credential, options?.mandatoryPointers ?? []);
  if (nowhere.length > 0) {
    const detail = `nothing stands at ${nowhere.join(', ')}`;
    throw invalid([{ pointer: pointerTo(['options', 'mandatoryPointers']), detail, code: 'PROOF_GENERATION_ERROR' }]);
  }
  return {
    credential,
    mandatoryPointers: options?.mandatoryPointers,
    revocable: options?.credentialStatus !== undefined,
  };
}

/** A credential may bring proofs along; the new one is added to them (VC Data Integrity §2.1.1). */
function proofFlaws(credential: JsonObject): Flaw[] {
  if (!('proof' in credential)) return [];
  const proofs: unknown[] = [credential.proof].flat();
  const sound = proofs.length > 0 && proofs.every((each) => isObject(each) && typeof each.type === 'string');
  return sound ? [] : [flaw(['proof'], 'an object with a type was expected')];
}

/** A flaw, with its place in the body of the request. */
export function faultOf({ path, detail, problem: code }: Flaw): Fault {
  return { pointer: pointerTo(['credential', ...path]), detail, code };
}

/** A refusal that names the places. */
export function invalid(faults: readonly Fault[]): Problem {
  return problem('invalid-request', 'The credential cannot be signed.', faults);
}
