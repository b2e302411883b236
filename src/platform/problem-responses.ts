import { z } from 'zod';

/** RFC 9457 §3.1, with our extension member `errors`. */
export const problemShape = z
  .object({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z
            .string()
            .optional()
            .meta({ description: 'JSON Pointer into the body, as a URI fragment (RFC 6901 §6).' }),
          parameter: z.string().optional(),
          detail: z.string(),
          code: z.string().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'A problem (RFC 9457).' });

const words: Record<number, string> = {
  400: 'The body or a parameter is not as expected; `errors` says where.',
  401: 'No valid API key.',
  403: 'The API key may not do this; without a key: it is not shared, or was sent by another site.',
  404: 'There is no such thing (or it belongs to another issuer).',
  406: 'None of the accepted media types can be served.',
  409: 'This contradicts what is recorded.',
  410: 'It was here and is gone for good.',
  413: 'The body is too large.',
  415: 'The media type of the body is not accepted.',
  422: 'The body is understood but breaks a rule; `errors` says which and where.',
  429: 'Too many requests.',
  503: 'Not right now.',
};

/** The problem answers of a route, for its schema and so for the OpenAPI document. */
export function problemResponses<Status extends number>(...statuses: Status[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: words[status] ?? 'A problem.', content: { 'application/problem+json': { schema: problemShape } } },
    ]),
  ) as Record<
    Status,
    { description: string; content: { 'application/problem+json': { schema: typeof problemShape } } }
  >;
}
