import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { Http } from '../../platform/http.ts';
import { problem } from '../../platform/problem.ts';
import { type Asked, badgeLimits, fileLimits } from '../../verification/index.ts';
import { askedInJson, recipientIn, requestLimits } from './asked.ts';

/** What a body asks: one, several, or a stream of lines. */
export type Body =
  | { readonly one: Asked; readonly typed?: { readonly url?: string; readonly badge?: string } }
  | { readonly several: readonly Asked[] }
  | { readonly lines: Readable };

/** Every media type that is read, with the bytes that are. What it really is, its content tells. */
const mediaTypes = {
  json: ['application/json', 'application/ld+json', 'application/vc', 'application/vc+ld+json'],
  text: ['text/plain', 'application/jwt', 'application/vc+jwt', 'application/vc+sd-jwt', 'application/dc+sd-jwt'],
  file: ['image/png', 'image/svg+xml', 'image/jpeg', 'application/pdf', 'application/octet-stream'],
};
export const lineType = 'application/x-ndjson';
const formType = 'application/x-www-form-urlencoded';
const uploadType = 'multipart/form-data';

/** Its own parsers: what is no JSON at all is a verdict here ("malformed"), not an error of the request. */
export function readBodies(scope: Pick<Http, 'removeAllContentTypeParsers' | 'addContentTypeParser'>): void {
  scope.removeAllContentTypeParsers();
  const read = (
    types: readonly string[],
    bodyLimit: number,
    parse: (body: Buffer, type: string) => Body | Promise<Body>,
  ) =>
    scope.addContentTypeParser(
      [...types],
      { parseAs: 'buffer', bodyLimit },
      async (request: FastifyRequest, body: Buffer) => parse(body, request.headers['content-type'] ?? ''),
    );
  const asSent = (bytes: Buffer): Body => ({ one: { sent: { bytes } } });
  read(mediaTypes.json, requestLimits.bytes, inJson);
  read(mediaTypes.text, fileLimits.token, asSent);
  read(mediaTypes.file, fileLimits.image, asSent);
  // Text grows to three times its length in a form.
  read([formType], 3 * badgeLimits.bytes, (body) => typed(new URLSearchParams(body.toString())));
  read([uploadType], fileLimits.image + 2 * badgeLimits.bytes, uploaded);
  scope.addContentTypeParser(
    lineType,
    async (_request: FastifyRequest, payload: Readable): Promise<Body> => ({
      lines: payload,
    }),
  );
}

function inJson(bytes: Buffer): Body {
  const asked = askedInJson(bytes);
  return Array.isArray(asked) ? { several: asked } : { one: asked };
}

/** The fields of the page. A link goes before a text; what was typed is shown again beside the verdict. */
function typed(form: { get(name: string): unknown }): Body {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() || undefined : undefined;
  };
  const [url, badge] = [field('url'), field('credential')];
  const sent = url === undefined ? { bytes: Buffer.from(badge ?? '') } : { url };
  return {
    one: { sent, ...recipientIn(field('recipient')) },
    typed: { ...(url !== undefined && { url }), ...(badge !== undefined && { badge }) },
  };
}

/** A file that a browser sends without JavaScript (RFC 7578), read by the parser that the runtime has itself. */
async function uploaded(body: Buffer, type: string): Promise<Body> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw problem('malformed-body', 'The body is not the form that its Content-Type says.');
  });
  const file = form.get('file');
  const fields = typed(form);
  // Browsers send an empty file for a field that nobody filled in.
  if (!(file instanceof File) || file.size === 0 || !('one' in fields)) return fields;
  return { ...fields, one: { ...fields.one, sent: { bytes: new Uint8Array(await file.arrayBuffer()) } } };
}
