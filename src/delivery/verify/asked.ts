import { z } from 'zod';
import { isObject, parseStrictJson, StrictJsonError } from '../../openbadges/index.ts';
import { pointerTo, problem } from '../../platform/problem.ts';
import { faultsOfIssues } from '../../platform/request-shape.ts';
import { type Asked, badgeLimits, fileLimits } from '../../verification/index.ts';

/** Badges in one request. */
const mostBadges = 100;

/** How much JSON one request may bring: several badges with what is around them. Each badge has its own limits besides. */
export const requestLimits = {
  bytes: 4 * 1024 * 1024,
  depth: badgeLimits.depth + 4,
  nodes: 100_000,
  arrayItems: badgeLimits.arrayItems,
  stringLength: fileLimits.token,
};

const recipient = z.union([
  z.strictObject({ email: z.string().trim().min(3).max(320) }),
  z.strictObject({ id: z.string().trim().min(1).max(2_000) }),
]);
const asking = { recipient: recipient.optional() };

/** The forms of a request in JSON, beside the badge itself. Recipients are read, compared and forgotten. */
const oneRequest = z.union([
  z.strictObject({ url: z.string().trim().min(1).max(2_000), ...asking }),
  z.strictObject({ credential: z.union([z.string().min(1), z.looseObject({})]), ...asking }),
  z.strictObject({ jwt: z.string().min(1), ...asking }),
]);

const members = ['url', 'credential', 'jwt', 'recipient'];

/**
 * Reads what a body in JSON asks: a badge, a request about one, or `{"badges": […]}`.
 * @returns several for `badges`, one for everything else; what is no JSON is a badge that will turn out to be malformed
 * @throws {Problem} `invalid-request` when it is a request, but not a good one
 */
export function askedInJson(bytes: Uint8Array): Asked | Asked[] {
  const value = jsonIn(bytes);
  if (!isObject(value) || !('badges' in value) || Object.keys(value).length > 1)
    return isRequest(value) ? askedBy(value, []) : { sent: { bytes } };
  const { badges } = value;
  if (!Array.isArray(badges) || badges.length === 0 || badges.length > mostBadges) {
    const detail = `a list of 1 to ${mostBadges} badges was expected`;
    throw problem('invalid-request', 'The body does not have the expected shape.', [{ pointer: '#/badges', detail }]);
  }
  return badges.map((each, index) => askedBy(each, ['badges', index]));
}

/** One of several: a request about a badge, the badge itself, or a text such as a JWT or an address. */
function askedBy(value: unknown, path: readonly PropertyKey[]): Asked {
  if (!isRequest(value)) return { sent: { bytes: bytesOf(value) } };
  const parsed = oneRequest.safeParse(value);
  if (!parsed.success) {
    const faults = faultsOfIssues(parsed.error.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
    throw problem('invalid-request', `What is asked at ${pointerTo(path)} does not have the expected shape.`, faults);
  }
  const { recipient: whom, ...what } = parsed.data;
  const of = whom === undefined ? {} : { recipient: whom };
  if ('url' in what) return { sent: { url: what.url }, ...of };
  return { sent: { bytes: bytesOf('jwt' in what ? what.jwt : what.credential) }, ...of };
}

/** A badge has other members, so that one is never taken for the other. */
function isRequest(value: unknown): value is object {
  if (!isObject(value)) return false;
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => members.includes(name));
}

function bytesOf(value: unknown): Uint8Array {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return parseStrictJson(bytes, requestLimits);
  } catch (error) {
    if (error instanceof StrictJsonError) return undefined;
    throw error;
  }
}

/** The recipient that somebody typed into the field of the page: an e-mail address, or another identifier. */
export function recipientIn(typed: string | undefined): Pick<Asked, 'recipient'> {
  const text = typed?.trim().slice(0, 2_000) ?? '';
  if (text === '') return {};
  return { recipient: /^[^\s:/]+@[^\s@]+$/.test(text) ? { email: text } : { id: text } };
}
