import { checkAddresses } from './addresses.ts';
import { checkKnownContexts, checkOrderBehind, dataModelVersion } from './contexts.ts';
import { checkDates } from './dates.ts';
import { type Finding, type FindingCode, finding, isObject, type JsonObject, type Path } from './finding.ts';
import { type ContextRule, checkMembers, holderOf } from './members.ts';
import { checkNeededContexts } from './needed-contexts.ts';
import { checkOneCredential } from './one-credential.ts';
import { checkReferences } from './references.ts';
import { checkSchema, type SchemaName } from './schema.ts';
import { checkStatusEntries } from './status-entry.ts';

/** What a credential says it is. */
export type CredentialKind = SchemaName;

/** What a signature covers: the meaning that JSON-LD gives to a document, or each letter of it. */
export type Coverage = 'json-ld' | 'json';

/** A fault as with our own badges, or one that only a verifier of others knows and that does no harm. */
export interface ForeignFinding extends Omit<Finding, 'code'> {
  readonly code: FindingCode | 'older-context' | 'older-data-model';
}

export interface ForeignShape {
  readonly kind: CredentialKind;
  /** The version of the VC data model. */
  readonly version: 1 | 2;
  /** Why it is no acceptable credential; empty when it is one. */
  readonly faults: readonly Finding[];
  /** What is unusual in it, and harmless. */
  readonly warnings: readonly ForeignFinding[];
}

const currentContext = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const bases = ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/2018/credentials/v1'];
const openBadges = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)?\.json$/;
const learnerRecord = /^https:\/\/purl\.imsglobal\.org\/spec\/clr\/v2p0\/context(-2\.\d\.\d)?\.json$/;

/**
 * Everything about a credential of anybody that can be checked before its signature. Milder than `checkShape`, which is for what we issue:
 * what the official validator only warns about is a warning here (openbadges-3.md §4), and a signature that covers each letter needs no
 * JSON-LD, so that badges whose contexts cannot be processed are judged too (§0.9).
 * @param document parsed strictly
 * @returns with the faults of the first stage that finds some
 */
export function checkForeignShape(document: unknown, coverage: Coverage): ForeignShape {
  if (!isObject(document))
    return shapeOf('open-badge', 2, [finding('not-an-object', [], 'a badge is one JSON object')], []);
  const kind = kindOf(document);
  const version = dataModelVersion(document['@context']);
  const stages = coverage === 'json' ? jsonStages : [...jsonLdStages, ...jsonStages];
  for (const stage of stages) {
    const faults = stage(document, kind ?? 'open-badge');
    if (faults.length > 0) return shapeOf(kind ?? 'open-badge', version, faults, []);
  }
  return shapeOf(kind ?? 'open-badge', version, [], warningsOf(document, kind, coverage));
}

type Stage = (document: JsonObject, kind: CredentialKind) => Finding[];

const jsonLdStages: readonly Stage[] = [
  (document) => checkKnownContexts(document['@context'], ['@context']),
  (document) => checkMembers(document, [], foreignContexts(document)),
  checkOneCredential,
];

const jsonStages: readonly Stage[] = [
  (document, kind) => checkFirstContexts(document['@context'], kind),
  (document) => (kindOf(document) === undefined ? [finding('not-a-credential', ['type'], expectedTypes)] : []),
  checkSchema,
  (document, kind) => checkContents(kind === 'clr' ? withoutWrapped(document) : document, kind),
];

const expectedTypes =
  'VerifiableCredential and one of OpenBadgeCredential, EndorsementCredential and ClrCredential were expected';

function shapeOf(
  kind: CredentialKind,
  version: 1 | 2,
  faults: readonly Finding[],
  warnings: readonly ForeignFinding[],
): ForeignShape {
  return { kind, version, faults, warnings };
}

function kindOf({ type }: JsonObject): CredentialKind | undefined {
  const types = [type ?? []].flat();
  if (!types.includes('VerifiableCredential')) return undefined;
  if (types.includes('ClrCredential')) return 'clr';
  if (types.includes('OpenBadgeCredential') || types.includes('AchievementCredential')) return 'open-badge';
  return types.includes('EndorsementCredential') ? 'endorsement' : undefined;
}

/** The contexts whose places are fixed: the base, then that of the learner record, then Open Badges (Open Badges 3.0 §8.2, CLR 2.0 §8.2). */
function checkFirstContexts(contexts: unknown, kind: CredentialKind): Finding[] {
  if (!Array.isArray(contexts))
    return [finding('context-not-a-list', ['@context'], 'a list of context addresses was expected')];
  const expected = kind === 'clr' ? [learnerRecord, openBadges] : [openBadges];
  if (!bases.includes(String(contexts[0])))
    return [finding('context-order', ['@context', 0], `${bases[0]} must come first`)];
  const wrong = expected.findIndex((pattern, index) => !pattern.test(String(contexts[index + 1])));
  if (wrong < 0) return [];
  const message = kind === 'clr' ? 'the contexts of CLR 2.0 and Open Badges 3.0 were expected' : currentContext;
  return [finding('context-order', ['@context', wrong + 1], `${message} must come here`)];
}

/**
 * Credentials inside a badge have contexts of their own, and so have some proofs: suites that cover each letter repeat the contexts of the
 * document there (Data Integrity EdDSA Cryptosuites §3.3.1), in the same order.
 */
function foreignContexts(document: JsonObject): ContextRule {
  return (value, path) => {
    if (path.length === 1) return [];
    const holder = holderOf(path);
    if (holder === 'endorsement' || holder === 'verifiableCredential') return checkKnownContexts(value, path);
    if (holder !== 'proof') return undefined;
    const secured = valueAt(document, path.slice(0, path.lastIndexOf('proof')));
    const contexts = isObject(secured) ? [secured['@context']].flat() : [];
    return [value].flat().every((each, index) => each === contexts[index]) ? [] : undefined;
  };
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)];
    return isObject(at) ? at[String(step)] : undefined;
  }, document);
}

/** Results that point nowhere are a warning: neither the schema nor the official validator looks at them. */
function checkContents(document: JsonObject, kind: CredentialKind): Finding[] {
  return [
    ...checkDates(document),
    ...checkAddresses(document),
    ...checkStatusEntries(document),
    ...(kind === 'open-badge' ? checkReferences(document).filter(({ code }) => code !== 'unresolved-reference') : []),
  ];
}

/** The badges in a learner record are judged by themselves: a bad one among them says nothing of the record. */
function withoutWrapped(document: JsonObject): JsonObject {
  const { credentialSubject: subject } = document;
  if (!isObject(subject)) return document;
  const { verifiableCredential: _, ...rest } = subject;
  return { ...document, credentialSubject: rest };
}

function warningsOf(document: JsonObject, kind: CredentialKind | undefined, coverage: Coverage): ForeignFinding[] {
  const contexts = [document['@context']].flat();
  const older: ForeignFinding[] = [];
  if (contexts[0] === bases[1])
    older.push({ code: 'older-data-model', pointer: '/@context/0', message: 'version 1.1 of the VC data model' });
  const second = kind === 'clr' ? 2 : 1;
  if (contexts[second] !== currentContext)
    older.push({
      code: 'older-context',
      pointer: `/@context/${second}`,
      message: `the current one is ${currentContext}`,
    });
  // Which contexts there are, and their order, is not covered by a signature over the meaning; nor does it change that meaning.
  const inVain = coverage === 'json' ? [] : [...needless(document), ...checkOrderBehind(contexts, ['@context'])];
  const dangling = kind === 'open-badge' ? checkReferences(document) : [];
  return [...older, ...inVain, ...dangling];
}

/** Contexts of which nothing is used, in the document itself; those in it that are credentials speak for themselves. */
function needless(document: JsonObject): Finding[] {
  return checkNeededContexts(document).filter(({ pointer }) => pointer.startsWith('/@context/'));
}

/** Whether a document whose proofs are all of suites that cover each letter (RFC 8785) needs no JSON-LD to be judged. */
export function coverageOf({ proof }: JsonObject): Coverage {
  const proofs = [proof ?? []].flat();
  const eachLetter = (each: unknown) =>
    isObject(each) && each.type === 'DataIntegrityProof' && /^(eddsa|ecdsa)-jcs-\d{4}$/.test(String(each.cryptosuite));
  return proofs.length > 0 && proofs.every(eachLetter) ? 'json' : 'json-ld';
}
