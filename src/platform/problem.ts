/**
 * The closed list of errors this service answers with, each an RFC 9457 problem type with a page of its own under
 * `/problems/<code>`. A new error is a new line here and in `docs/problems.md` (a test compares them).
 */
export const problemTypes = {
  'malformed-body': { status: 400, title: 'The body could not be read' },
  'invalid-request': { status: 400, title: 'The request does not have the expected shape' },
  'rule-violated': { status: 422, title: 'The request breaks a rule of the domain' },
  unauthenticated: { status: 401, title: 'A valid API key is needed' },
  forbidden: { status: 403, title: 'This API key may not do this' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'not-shared': { status: 403, title: 'The holder does not share this page' },
  'cross-site': { status: 403, title: 'This was sent by the page of another site' },
  'link-ended': { status: 410, title: 'This link has ended' },
  gone: { status: 410, title: 'This was here and was erased' },
  'method-not-allowed': { status: 405, title: 'This method is not possible here' },
  'not-acceptable': { status: 406, title: 'None of the accepted media types can be served' },
  conflict: { status: 409, title: 'The request contradicts what is already recorded' },
  'idempotency-key-reused': { status: 409, title: 'This Idempotency-Key was used for another request' },
  'body-too-large': { status: 413, title: 'The body is larger than allowed' },
  'unsupported-media-type': { status: 415, title: 'This media type is not accepted here' },
  'import-failed': { status: 422, title: 'The file could not be imported; nothing was changed' },
  'no-signing-key': { status: 409, title: 'The issuer has no active signing key' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The service cannot answer right now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problemTypes;

/** One thing that is wrong in the request. */
export interface Fault {
  /** JSON Pointer into the body as a URI fragment (RFC 6901 §6), as in the example of RFC 9457 §3: `#/ulos/0/criteria`. */
  readonly pointer?: string;
  /** Name of the query or path parameter, when the fault is not in the body. */
  readonly parameter?: string;
  /** What is wrong and what was expected. */
  readonly detail: string;
  /** A stable word for the rule that was broken, when there is one. */
  readonly code?: string;
}

/** The body of `application/problem+json` (RFC 9457 §3.1). */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly Fault[];
}

/** Thrown by verbs; the one error handler of `http.ts` turns it into a {@link ProblemDocument}. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];

  constructor(code: ProblemCode, detail: string, faults: readonly Fault[] = []) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.faults = faults;
  }
}

/**
 * Makes a problem to throw.
 * @param code which of {@link problemTypes}
 * @param detail one sentence for the caller: what is wrong, what was expected; never internals
 */
export function problem(code: ProblemCode, detail: string, faults: readonly Fault[] = []): Problem {
  return new Problem(code, detail, faults);
}

/** RFC 6901 §3 escaping of path segments, as URI fragment: `['ulos', 0]` → `#/ulos/0`. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return `#${path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}

/**
 * The document for the wire.
 * @param instance a URI of this occurrence: `urn:uuid:<request id>`, so that a caller can quote it
 */
export function problemDocument(raised: Problem, baseUrl: string, instance: string): ProblemDocument {
  const { status, title } = problemTypes[raised.code];
  return {
    type: `${baseUrl}/problems/${raised.code}`,
    title,
    status,
    detail: raised.message,
    instance,
    ...(raised.faults.length > 0 ? { errors: raised.faults } : {}),
  };
}
