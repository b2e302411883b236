import type { FastifyRequest, FastifySchemaCompiler } from 'fastify';
import { type $ZodIssue, type $ZodType, safeParse } from 'zod/v4/core';
import { type Fault, pointerTo, problem } from './problem.ts';

/** More faults than this help nobody. */
const mostFaults = 50;

/** A request part that its zod schema refuses. Fastify sets `validationContext` to the part: body, params, querystring or headers. */
export class ShapeError extends Error {
  readonly issues: readonly $ZodIssue[];
  validationContext?: string;

  constructor(issues: readonly $ZodIssue[]) {
    super('shape');
    this.issues = issues;
  }

  get place(): string {
    return { params: 'path', querystring: 'query', headers: 'header' }[this.validationContext ?? ''] ?? 'body';
  }
}

/** Fastify's validator: parses once by the route's zod schema; the handler sees the parsed value. */
export const compileValidator: FastifySchemaCompiler<$ZodType> =
  ({ schema }) =>
  (data) => {
    const result = safeParse(schema, data);
    return result.success ? { value: result.data } : { error: new ShapeError(result.error.issues) };
  };

/**
 * Refuses what an operation of the API does not ask for: a query or a body where its schema names none. A schema that names them is strict by itself.
 * @throws {Problem} `invalid-request`
 */
export async function refuseUnasked(request: FastifyRequest): Promise<void> {
  const { config, schema } = request.routeOptions;
  if (config.needs === undefined) return;
  const unasked = schema?.querystring === undefined ? Object.keys(request.query ?? {}) : [];
  if (unasked.length > 0) {
    const faults = unasked.map((parameter) => ({ parameter, detail: 'This parameter is not known here.' }));
    throw problem('invalid-request', 'The query does not have the expected shape.', faults);
  }
  if (schema?.body === undefined && !isEmpty(request.body)) {
    throw problem('invalid-request', 'This operation takes no body.', [
      { pointer: '#', detail: 'no body was expected' },
    ]);
  }
}

/** Some clients send `{}` or `null` where there is nothing to send. */
function isEmpty(body: unknown): boolean {
  return body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0);
}

/** One fault per thing that is wrong, each pointing at its place (RFC 6901 for bodies, the name for parameters). */
export function faultsOf(error: ShapeError): Fault[] {
  return faultsOfIssues(error.issues, error.place === 'body');
}

/**
 * The faults of zod issues, for shapes that are parsed outside a request schema (a line of an NDJSON stream, a curriculum document).
 * @param inBody whether paths are JSON pointers; otherwise their first part is the name of a parameter
 */
export function faultsOfIssues(issues: readonly $ZodIssue[], inBody = true): Fault[] {
  return issues
    .flatMap(leaves)
    .slice(0, mostFaults)
    .map(({ path, detail, code }) =>
      inBody ? { pointer: pointerTo(path), detail, code } : { parameter: String(path[0] ?? ''), detail, code },
    );
}

interface Leaf {
  path: PropertyKey[];
  detail: string;
  code: string;
}

function leaves(issue: $ZodIssue): Leaf[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      detail: 'This member is not known here.',
      code: issue.code,
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The branch that came furthest tells the most.
    const closest = issue.errors.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
    if (closest.length > 0) {
      return closest.flatMap(leaves).map((leaf) => ({ ...leaf, path: [...issue.path, ...leaf.path] }));
    }
  }
  return [{ path: [...issue.path], detail: issue.message, code: issue.code ?? 'custom' }];
}

function depth(issues: readonly $ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}
