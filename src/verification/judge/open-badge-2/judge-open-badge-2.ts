import { isIdentityOf, type JsonObject } from '../../../openbadges/index.ts';
import type { JudgeInput } from '../judge.ts';
import type { Sources } from '../sources.ts';
import { judgeIssuer } from '../steps/issuer.ts';
import { judgeRecipient, type RecipientQuestion } from '../steps/recipient.ts';
import { type Check, check, concluded, type JudgedSignature, provenIssuer, type Verification } from '../verdict.ts';
import { judgeHosted, judgeHosts } from './hosted.ts';
import { followLinks, type Linked } from './linked.ts';
import { momentOf } from './moment.ts';
import { contentOf } from './recognise.ts';
import { isIdentity, judgeAssertionShape, verificationTypeOf } from './shape.ts';
import { judgeSigned } from './signed.ts';
import { judgeHostedStatus, judgeRevocationList } from './status.ts';

/** What came of the steps that say who said what, and of the status, which each way of verifying finds elsewhere. */
interface Proven {
  readonly checks: readonly (Check | undefined)[];
  readonly proofs?: JudgedSignature[];
  /** Set when proof and issuer went well. */
  readonly assertion?: JsonObject;
  /** Badge class and issuer, as their own addresses give them. */
  readonly linked?: Linked;
  readonly status?: Check;
}

/**
 * Judges a badge of Open Badges 2.0 by its own rules (Open Badges 2.0 §Verification): one that is hosted by asking its address, one that is
 * signed by the keys in the profile of its issuer. What it says of badge class and issuer is read at their own addresses.
 */
export async function judgeOpenBadge2(
  input: JudgeInput,
  from: Sources,
  recipient: RecipientQuestion | undefined,
): Promise<Verification> {
  const assertion = contentOf(input) ?? {};
  const read = check('input', 'passed', 'read');
  const label = { kind: 'open-badge-2.0', securing: input.kind === 'jwt' ? 'jws' : 'hosted' } as const;
  const shape = judgeAssertionShape(assertion);
  if (shape.outcome === 'failed') return concluded([read, shape], label);
  const proven =
    input.kind === 'jwt' ? await proveSigned(input.token, assertion, from) : await proveHosted(assertion, from);
  const known = { ...label, ...(proven.proofs?.length && { proofs: proven.proofs }) };
  const checks = [read, shape, ...proven.checks].filter((each) => each !== undefined);
  const { linked } = proven;
  if (proven.assertion === undefined || proven.status === undefined || linked === undefined)
    return concluded(checks, known);
  const whose = recipient && (await judgeIdentity(proven.assertion, recipient));
  const rest = [judgeMoment(proven.assertion, from.now), proven.status, ...(whose ? [whose] : [])];
  // As it may be written out itself (Open Badges 2.0 §Assertion `badge`), so that a reader finds its name.
  const credential = { ...proven.assertion, badge: { ...linked.badge, issuer: linked.issuer } };
  return concluded([...checks, ...rest], { ...known, issuer: provenIssuer(String(linked.issuer.id)), credential });
}

async function proveHosted(copy: JsonObject, from: Sources): Promise<Proven> {
  // The text of a signed badge without its signature proves nothing.
  if (verificationTypeOf(copy) !== 'hosted') return { checks: [check('proof', 'failed', 'no-proof')] };
  const { proof, assertion } = await judgeHosted(copy, from);
  if (assertion === undefined) return { checks: [proof] };
  // A revoked badge may be reduced to its id and the fact; what else is known of it is then in the copy.
  const whole = { ...copy, ...assertion };
  const linked = await followLinks(whole, from);
  if (typeof linked === 'string') return { checks: [proof, judgeIssuer(linked, false)] };
  const issuer = judgeHosts(whole, linked);
  if (issuer.outcome !== 'passed') return { checks: [proof, issuer] };
  return { checks: [proof, issuer], assertion: whole, linked, status: judgeHostedStatus(assertion) };
}

async function proveSigned(token: string, assertion: JsonObject, from: Sources): Promise<Proven> {
  if (verificationTypeOf(assertion) !== 'signed') return { checks: [check('proof', 'failed', 'malformed-proof')] };
  const linked = await followLinks(assertion, from);
  if (typeof linked === 'string') return { checks: [judgeIssuer(linked, false)] };
  const { proof, issuer, proofs } = await judgeSigned(token, linked.issuer, from);
  const checks = [proof, issuer];
  if (proof?.outcome !== 'passed' || issuer?.outcome !== 'passed') return { checks, proofs };
  return { checks, proofs, assertion, linked, status: await judgeRevocationList(assertion, linked.issuer, from) };
}

function judgeMoment({ issuedOn, expires }: JsonObject, now: Date): Check {
  const [from, until] = [momentOf(issuedOn), momentOf(expires)];
  if (from !== undefined && now.getTime() < from) return check('validity', 'failed', 'not-yet-valid');
  if (until !== undefined && now.getTime() > until) return check('validity', 'failed', 'expired');
  return check('validity', 'passed', 'within-period');
}

/** Open Badges 2.0 §IdentityObject, in the words of 3.0: the same hash, under another name. */
async function judgeIdentity({ recipient }: JsonObject, asked: RecipientQuestion): Promise<Check> {
  if (!isIdentity(recipient)) return check('recipient', 'not-checked', 'recipient-not-comparable');
  const { type, identity, hashed = false, salt } = recipient;
  const isEmail = [type].flat().includes('email');
  const identifier = {
    type: 'IdentityObject',
    hashed,
    identityHash: identity,
    identityType: isEmail ? 'emailAddress' : 'ext:other',
    ...(salt !== undefined && { salt }),
  } as const;
  if ('id' in asked && hashed && !isEmail) {
    const same = await isIdentityOf(identifier, asked.id);
    return check('recipient', same ? 'passed' : 'failed', same ? 'recipient-matches' : 'other-recipient');
  }
  const id = isEmail || hashed ? {} : { id: identity };
  return judgeRecipient({ credentialSubject: { ...id, identifier: [identifier] } }, asked);
}
