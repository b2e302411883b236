import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { problem } from '../../platform/problem.ts';

/** No form of the page is larger. */
export const formLimits = { bytes: 2_000, fields: 10 } as const;

const onOff = z.enum(['on', 'off']).transform((value) => value === 'on');

/** `badge` is the id of an award, or `all`. */
export const sharingForm = z
  .strictObject({
    badge: z.union([z.literal('all'), z.uuid()]),
    page: onOff.optional(),
    name: onOff.optional(),
  })
  .refine(({ page, name }) => page !== undefined || name !== undefined, 'page or name was expected');

/** The step before something that cannot be undone. */
export const sureForm = z.strictObject({ sure: z.literal('yes') });

/** A button without fields. */
export const emptyForm = z.strictObject({}).nullish();

/**
 * The fields of a form, each once (WHATWG URL §5.1).
 * @throws {Problem} `malformed-body` for a field that comes twice, or too many
 */
export function parseForm(body: string): Record<string, string> {
  const fields = [...new URLSearchParams(body)];
  const names = new Set(fields.map(([name]) => name));
  if (fields.length > formLimits.fields || names.size < fields.length)
    throw problem('malformed-body', 'A form with each of its fields once was expected.');
  return Object.fromEntries(fields);
}

/**
 * Refuses what the page of another site sends.
 *
 * There is nothing for such a page to ride on: no cookie and no session, the token in the path is the whole credential, and who has it needs no forged form. This
 * is a second wall, for the day that a token leaks into a page. Because our pages send no referrer, browsers say `Origin: null` for their forms too (Fetch,
 * "append a request Origin header"), so `null` alone proves nothing; `Sec-Fetch-Site` does where there is one (Fetch Metadata Request Headers, "The Sec-Fetch-Site HTTP Request Header").
 * @throws {Problem} `cross-site`
 */
export function refuseOtherSites(on: Deps) {
  return async ({ method, headers }: FastifyRequest): Promise<void> => {
    if (method === 'GET' || method === 'HEAD') return;
    const { origin, 'sec-fetch-site': site } = headers;
    const foreignOrigin = origin !== undefined && origin !== 'null' && origin !== on.config.publicBaseUrl;
    const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
    if (foreignOrigin || foreignSite)
      throw problem('cross-site', 'This form was sent from another site; open your own link and try again there.');
  };
}
