import { readFile, writeFile } from 'node:fs/promises';
import {
  type FindKey,
  isObject,
  type JoseAlgorithm,
  type JsonObject,
  parseDateTimeStamp,
  parseStrictJson,
  publicKeyOfJwk,
  StrictJsonError,
  signJose,
  verifyCredentialJwt,
  verifyPresentationJwt,
} from '../openbadges/index.ts';
import { badgeLimits } from '../verification/index.ts';
import { CommandError, type Given, type Noun, type Option, type Outcome, UsageError } from './command.ts';

const features = ['credential_jose', 'presentation_jose'] as const;
type Feature = (typeof features)[number];

/** What the suite of W3C reads; `indeterminate` is for what is not built here. */
interface Result {
  readonly result: 'success' | 'failure' | 'indeterminate';
  /** What was signed, or why not. */
  readonly data: string;
}

const options: Record<string, Option> = {
  input: { value: 'FILE', summary: 'what to sign (JSON), or to verify (a compact JWT)', required: true },
  key: { value: 'FILE', summary: 'a verification method with publicKeyJwk or secretKeyJwk (JSON)', required: true },
  output: { value: 'FILE', summary: 'where to write {"result", "data"}', required: true },
  feature: { value: 'NAME', summary: `${features.join(' or ')}; without it, what the input says it is` },
};

/** `stempel jose`: signs and verifies with a key of yours; needs no service and no database. */
export const jose: Noun = {
  name: 'jose',
  summary: 'Credentials and presentations as JWT (VC JOSE COSE), with a key from a file.',
  verbs: {
    issue: { summary: 'Sign a credential or a presentation.', options, run: (_shell, given) => written(given, issue) },
    verify: {
      summary: 'Verify one with the key that is given. Exit code 1 when it does not hold.',
      options: { ...options, at: { value: 'MOMENT', summary: 'as if it were then, such as 2026-01-05T09:00:00Z' } },
      run: (_shell, given) => written(given, verify),
    },
  },
};

type Work = (input: string, method: JsonObject, given: Given) => Promise<Result>;

/** @throws {CommandError} for a file that cannot be read or written */
async function written(given: Given, work: Work): Promise<Outcome> {
  const named = given.text('feature');
  const [input, method] = [await read(given, 'input'), json(await read(given, 'key'))];
  if (!isObject(method)) throw new CommandError('The key is no verification method as JSON.');
  const known = named === undefined || features.some((each) => each === named);
  const result: Result = known
    ? await work(input, method, given)
    : { result: 'indeterminate', data: `${named} is not built here` };
  const output = given.text('output') ?? '';
  await writeFile(output, JSON.stringify(result)).catch(() => {
    throw new CommandError(`${output} cannot be written.`);
  });
  return { json: result, text: `${result.result}: ${result.data}`, failed: result.result !== 'success' };
}

async function issue(input: string, method: JsonObject, given: Given): Promise<Result> {
  const document = json(input);
  if (!isObject(document)) return failure('the input is no JSON object');
  const feature = featureOf(given, document);
  const fault = formFault(document, feature);
  if (fault !== undefined) return failure(fault);
  const algorithm = algorithmOf(method.secretKeyJwk);
  if (algorithm === undefined || !isObject(method.secretKeyJwk) || typeof method.id !== 'string')
    return failure('an id and a secret Ed25519, P-256 or P-384 key as secretKeyJwk were expected');
  if ('vc' in document || 'vp' in document) return failure('vc and vp are claims of another form');
  const key = { id: method.id, algorithm, privateKey: method.secretKeyJwk };
  const typ = feature === 'credential_jose' ? 'vc+jwt' : 'vp+jwt';
  return { result: 'success', data: await signJose({ payload: document, typ, key }) };
}

async function verify(input: string, method: JsonObject, given: Given): Promise<Result> {
  const jwk = isObject(method.publicKeyJwk) ? publicKeyOfJwk(method.publicKeyJwk)?.jwk : undefined;
  if (jwk === undefined) return failure('a public key as publicKeyJwk was expected');
  const findKey: FindKey = async () => jwk;
  const [jwt, now] = [input.trim(), momentOf(given)];
  const header: unknown = json(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString());
  const said = isObject(header) ? header.typ : undefined;
  const named = given.text('feature');
  const isPresentation = named === undefined ? said === 'vp+jwt' : named === 'presentation_jose';
  // The media type of the header decides what a JWT is; the older forms, without one, are not of VC JOSE COSE.
  if (said !== (isPresentation ? 'vp+jwt' : 'vc+jwt')) return failure('typ vc+jwt or vp+jwt was expected');
  const { verified, code, document } = isPresentation
    ? await verifyPresentationJwt(jwt, findKey, { now }).then(({ presentation, ...rest }) => ({
        ...rest,
        document: presentation,
      }))
    : await verifyCredentialJwt(jwt, findKey, { now, limits: badgeLimits }).then(({ credential, ...rest }) => ({
        ...rest,
        document: credential,
      }));
  if (!verified || document === undefined) return failure(code);
  const fault = formFault(document, isPresentation ? 'presentation_jose' : 'credential_jose');
  return fault === undefined ? { result: 'success', data: JSON.stringify(document) } : failure(fault);
}

const failure = (data: string): Result => ({ result: 'failure', data });

function featureOf(given: Given, { type }: JsonObject): Feature {
  const named = features.find((each) => each === given.text('feature'));
  return named ?? ([type].flat().includes('VerifiablePresentation') ? 'presentation_jose' : 'credential_jose');
}

const base = 'https://www.w3.org/ns/credentials/v2';

/** What every reader needs to find (VC Data Model 2.0 §4.3, §4.5, §4.7, §4.8); the words of other contexts are not looked into here. */
function formFault(document: JsonObject, feature: Feature): string | undefined {
  if ([document['@context']].flat()[0] !== base) return `the first @context must be ${base}`;
  const types: unknown[] = [document.type].flat();
  if (feature === 'presentation_jose') {
    if (!types.includes('VerifiablePresentation')) return 'no VerifiablePresentation';
    const credentials: unknown[] = [document.verifiableCredential ?? []].flat();
    return credentials.every(isEnvelope) ? undefined : 'each credential in a presentation must be in an envelope';
  }
  if (!types.includes('VerifiableCredential')) return 'no VerifiableCredential';
  if (document.issuer === undefined || document.credentialSubject === undefined) return 'no issuer, or no subject';
  return undefined;
}

/** VC JOSE COSE §3.1.2: a credential in a presentation is secured and enveloped. */
function isEnvelope(value: unknown): boolean {
  return (
    isObject(value) &&
    [value.type].flat().includes('EnvelopedVerifiableCredential') &&
    /^data:application\/vc\+(jwt|sd-jwt|cose)(;base64)?,\S/.test(String(value.id))
  );
}

function algorithmOf(jwk: unknown): JoseAlgorithm | undefined {
  const algorithms: Record<string, JoseAlgorithm> = { Ed25519: 'EdDSA', 'P-256': 'ES256', 'P-384': 'ES384' };
  return isObject(jwk) && typeof jwk.crv === 'string' ? algorithms[jwk.crv] : undefined;
}

/** @throws {UsageError} */
function momentOf(given: Given): Date {
  const text = given.text('at');
  const moment = text === undefined ? Date.now() : parseDateTimeStamp(text);
  if (moment === undefined) throw new UsageError('--at: a moment such as 2026-01-05T09:00:00Z was expected.');
  return new Date(moment);
}

async function read(given: Given, option: string): Promise<string> {
  const path = given.text(option) ?? '';
  return readFile(path, 'utf8').catch(() => {
    throw new CommandError(`${path} cannot be read.`);
  });
}

/** @returns nothing for what is no JSON */
function json(text: string): unknown {
  try {
    return parseStrictJson(Buffer.from(text), badgeLimits);
  } catch (error) {
    if (error instanceof StrictJsonError) return undefined;
    throw error;
  }
}
