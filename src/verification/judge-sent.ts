import { isObject, StrictJsonError } from '../openbadges/index.ts';
import { InputError, type InputForm } from './input/content.ts';
import { type FoundBadge, findBadge, namesAnotherAddress, type Sent } from './input/find-badge.ts';
import type { FileReaders } from './input/recognise.ts';
import { type JudgeInput, type JudgeOptions, judge } from './judge/judge.ts';
import type { ReasonCode } from './judge/reasons.ts';
import type { Sources } from './judge/sources.ts';
import { type Check, check, concluded, type Verification } from './judge/verdict.ts';

/** What is asked: is this genuine, and perhaps: is it of this person? */
export interface Asked extends JudgeOptions {
  readonly sent: Sent;
}

/** What is there beside the network: readers of files that not every place has, and badges of the place itself. */
export interface Means {
  readonly readers?: Partial<FileReaders>;
  /** The badge at an address of the service that judges; nothing for an address of somebody else. */
  own?(url: string): Promise<Uint8Array | undefined>;
}

/** A judgement, and how the badge came to be judged. */
export interface Verified extends Verification {
  readonly input: {
    /** Absent for what has none of the known forms. */
    readonly form?: InputForm;
    /** The address that answered with the badge, when it was looked for. */
    readonly address?: string;
  };
  /** What was judged; believe of it only what the checks say. */
  readonly document?: unknown;
}

/** These say that it could not be checked; everything else that goes wrong with the input is a fault of what was sent. */
const notFaults: readonly ReasonCode[] = ['address-not-allowed', 'address-not-reachable'];

/**
 * Finds the badge in what was sent, or behind the address that was sent, and judges it. Never throws for what the badge contains. Pure: the
 * service, the command line and a page in a browser bring their own sources.
 * @throws whatever `own` throws
 */
export async function judgeSent(asked: Asked, from: Sources, means: Means = {}): Promise<Verified> {
  const finding = { ...means, fetch: from.fetch.bind(from) };
  let found: FoundBadge;
  try {
    found = await findBadge(asked.sent, finding);
  } catch (error) {
    return { ...concluded([unreadable(error)]), input: 'url' in asked.sent ? { form: 'url' } : {} };
  }
  const judged = await judgeFound(found.badge, from, asked);
  const document = judged.credential ?? (found.badge.kind === 'document' ? found.badge.document : undefined);
  const address = found.addresses.at(-1);
  return {
    ...(isObject(document) && namesAnotherAddress(document.id, found.addresses) ? elsewhere(judged) : judged),
    input: { form: found.form, ...(address !== undefined && { address }) },
    document,
  };
}

/** The one place where judging is asked for. */
async function judgeFound(badge: FoundBadge['badge'], from: Sources, { recipient }: Asked): Promise<Verification> {
  const input: JudgeInput = badge.kind === 'sd-jwt' ? { kind: 'jwt', token: badge.token } : badge;
  return judge(input, from, recipient === undefined ? {} : { recipient });
}

/** @throws what is no fault of the input */
function unreadable(error: unknown): Check {
  if (error instanceof StrictJsonError)
    return check('input', 'failed', error.code, { detail: error.message, pointer: error.pointer });
  if (!(error instanceof InputError)) throw error;
  const outcome = notFaults.includes(error.code) ? 'not-checked' : 'failed';
  return check('input', outcome, error.code, { detail: error.message });
}

/** Says of a badge that was found at another address than it names, that this is so. It may be a copy; it is not forged for that. */
function elsewhere(judged: Verification): Verification {
  const warning = check('input', 'warning', 'other-address');
  const checks = judged.checks.map((each) => (each.name === 'input' && each.outcome === 'passed' ? warning : each));
  return { ...judged, verdict: judged.verdict === 'valid' ? 'valid-with-warnings' : judged.verdict, checks };
}
