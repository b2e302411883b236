import { isObject, type JsonObject } from '../../openbadges/index.ts';
import { type Established, establish } from './established.ts';
import { issuerOf } from './issuer-of.ts';
import { deepestInside, mostInside } from './limits.ts';
import { judgeOpenBadge2 } from './open-badge-2/judge-open-badge-2.ts';
import { isOpenBadge2 } from './open-badge-2/recognise.ts';
import { rememberingSources } from './remember.ts';
import { openSecured } from './secured.ts';
import type { Sources } from './sources.ts';
import { judgeCredentials } from './steps/credentials.ts';
import { judgeEndorsements } from './steps/endorsements.ts';
import { judgeRecipient, type RecipientQuestion } from './steps/recipient.ts';
import { judgeRefresh } from './steps/refresh.ts';
import { judgeStatus } from './steps/status.ts';
import { judgeValidity } from './steps/validity.ts';
import { check, concluded, provenIssuer, type Verification } from './verdict.ts';

/** What is judged: a document parsed strictly, or a VC-JWT or JWS in compact form. */
export type JudgeInput =
  | { readonly kind: 'document'; readonly document: unknown }
  | { readonly kind: 'jwt'; readonly token: string };

export interface JudgeOptions {
  /** Asks whether the badge was given to this person (Open Badges 3.0 §9.1 step 5). */
  readonly recipient?: RecipientQuestion;
}

/** Judges a credential that stands inside another; nothing when there are too many of them, or too deep. */
export type JudgeInside = (input: JudgeInput) => Promise<Verification | undefined>;

/**
 * Judges what somebody presents as a badge, as a sceptical stranger (Open Badges 3.0 §9.1): nothing it says is believed before it is checked.
 * Never throws for what it contains.
 * @returns the verdict with every step, and what there is inside
 */
export async function judge(input: JudgeInput, from: Sources, options: JudgeOptions = {}): Promise<Verification> {
  const budget = { left: mostInside };
  const at = (depth: number) => async (each: JudgeInput) => {
    if (depth > deepestInside || budget.left === 0) return undefined;
    budget.left -= 1;
    return judgeOne(each, sources, {}, at(depth + 1));
  };
  const sources = rememberingSources(from);
  return judgeOne(input, sources, options, at(1));
}

/** Judges a badge that is a document; see {@link judge}. */
export function judgeDocument(document: unknown, from: Sources, options: JudgeOptions = {}): Promise<Verification> {
  return judge({ kind: 'document', document }, from, options);
}

async function judgeOne(
  input: JudgeInput,
  from: Sources,
  { recipient }: JudgeOptions,
  inside: JudgeInside,
): Promise<Verification> {
  // 0 Older badges have rules of their own.
  if (isOpenBadge2(input)) return judgeOpenBadge2(input, from, recipient);
  // 1 Input: what was presented can be read.
  const secured = await openSecured(input);
  if ('refused' in secured) return concluded([secured.refused]);
  const read = check('input', 'passed', 'read');
  // 2 Shape, proof and issuer: it is complete, the signature fits every letter, and the issuer itself lists the key that signed.
  const first = await establish(secured, from);
  if (first.proven === undefined || first.credential === undefined) return told(first, [read, ...first.checks]);
  // 3 Refresh: once, and only now, because before the proof the address to ask is anybody's.
  const refreshed = await judgeRefresh(first.credential, from, (newer) => establishInput(newer, from));
  const { established, credential, proven } = refreshed.newer ?? {
    established: first,
    credential: first.credential,
    proven: first.proven,
  };
  // 4 The days, and 5 what the issuer says of it today.
  const validity = proven.untimely ?? judgeValidity(credential, from.now);
  const status = proven.compromised?.status ?? (await judgeStatus(credential, from));
  // 6 Whose it is, if that is asked, and 7 what stands inside.
  const whose = recipient && (await judgeRecipient(credential, recipient));
  const vouched = established.kind === 'endorsement' ? {} : await judgeEndorsements(credential, inside);
  const wrapped = established.kind === 'clr-2.0' ? await judgeCredentials(credential, inside) : {};
  const checks = [refreshed.check, validity, status, whose, vouched.check, wrapped.check].filter(
    (each) => each !== undefined,
  );
  return told(established, [read, ...established.checks, ...checks], {
    ...(vouched.endorsements && { endorsements: vouched.endorsements }),
    ...(wrapped.credentials && { credentials: wrapped.credentials }),
  });
}

/** What judging goes on with: the credential as it was presented, or a newer issue of it. */
export interface Going {
  readonly established: Established;
  readonly credential: JsonObject;
  readonly proven: NonNullable<Established['proven']>;
}

async function establishInput(input: JudgeInput, from: Sources): Promise<Going | undefined> {
  const secured = await openSecured(input);
  if ('refused' in secured || !isObject(secured.document)) return undefined;
  const established = await establish(secured, from);
  const { credential, proven } = established;
  return credential && proven && { established, credential, proven };
}

function told(
  { kind, securing, proofs, credential, proven }: Established,
  checks: Verification['checks'],
  inside: Pick<Verification, 'endorsements' | 'credentials'> = {},
): Verification {
  return concluded(checks, {
    ...(kind !== undefined && { kind }),
    securing,
    ...(proofs.length > 0 && { proofs }),
    ...(credential !== undefined && proven !== undefined && { issuer: provenIssuer(issuerOf(credential)) }),
    ...inside,
    ...(credential !== undefined && { credential }),
  });
}
