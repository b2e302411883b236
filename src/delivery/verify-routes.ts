import type { FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findCredentialByUrl, findRecordedIssue } from '../credentials/index.ts';
import { isObject, parseStrictJson } from '../openbadges/index.ts';
import { renderVerifyPage, scriptingPolicy, type VerifyView } from '../pages/index.ts';
import type { Http } from '../platform/http.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { type Language, languages } from '../platform/text.ts';
import type { Guarded } from '../privacy/index.ts';
import { badgeLimits, type Verification, verificationShape, verifyBadge } from '../verification/index.ts';
import { requireShared } from './load-badge.ts';
import { chooseLanguage, chooseType } from './negotiate.ts';
import { selfCheckView } from './self-check.ts';
import { sendPage } from './send-page.ts';
import { unknownAddressView, verifyView } from './verify-view.ts';

const languageQuery = z.object({ lang: z.enum(languages).optional() });

/** What `POST /verify` and the form of the page send. */
interface Sent {
  readonly url?: string;
  readonly badge?: string;
  readonly bytes?: Buffer;
}

/** Judging a badge, for programs and for people. Nothing that is sent is kept. */
export async function verifyRoutes(http: Http, on: Guarded): Promise<void> {
  http.get('/verify', { schema: { hide: true, querystring: languageQuery } }, async (request, reply) => {
    const language = chooseLanguage(request, request.query.lang);
    return sendVerifyPage(on, reply, verifyView(on, language), language);
  });

  // Its own parsers: what is no JSON at all is a verdict here ("malformed"), not an error of the request.
  await http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      ['application/json', 'application/ld+json', 'application/vc', 'application/vc+ld+json'],
      { parseAs: 'buffer', bodyLimit: badgeLimits.bytes },
      async (_request: unknown, body: Buffer) => ({ bytes: body }),
    );
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 3 * badgeLimits.bytes },
      async (_request: unknown, body: string) => {
        const form = new URLSearchParams(body);
        return { url: form.get('url')?.trim() || undefined, badge: form.get('credential')?.trim() || undefined };
      },
    );
    scope.withTypeProvider<ZodTypeProvider>().post(
      '/verify',
      {
        schema: {
          tags: ['Public'],
          summary: 'Judge a badge: the badge itself, or {"url": …} of a badge of this service',
          body: z
            .custom<Sent>(() => true)
            .meta({
              description: 'The signed badge as JSON, or `{"url": "…"}` of a badge of this service.',
              examples: [{ url: 'https://stempel.example/credentials/019a0000-0000-7000-8000-000000000000' }],
            }),
          response: { 200: verificationShape, ...problemResponses(400, 403, 404, 406, 410, 413, 415) },
        },
      },
      async (request, reply) => {
        const sent = request.body ?? {}; // no body at all is nothing to judge, and that is a verdict
        const type = chooseType(request, ['application/json', 'text/html']);
        const language = chooseLanguage(request, languageQuery.safeParse(request.query).data?.lang);
        const bytes = await badgeOf(on, sent);
        if (bytes === undefined) {
          if (type === 'application/json') throw unknownAddress(on);
          // Somebody who pasted a link is told beside the field what to do instead.
          return sendVerifyPage(on, reply.status(404), unknownAddressView(on, sent.url ?? '', language), language);
        }
        const verification = await verifyBadge(on, bytes, (document) => findRecordedIssue(on, document));
        on.metrics?.judged(verification.verdict);
        if (type === 'application/json') return verification;
        const input = {
          ...(sent.url !== undefined && { url: sent.url }),
          ...(sent.badge !== undefined && { badge: sent.badge }),
        };
        const view = verifyView(on, language, input, { verification, document: documentOf(verification, bytes) });
        return sendVerifyPage(on, reply, view, language);
      },
    );
  });
}

/** A badge of anybody can be checked on the page itself, so its script may ask any issuer. */
async function sendVerifyPage(on: Guarded, reply: FastifyReply, view: VerifyView, language: Language): Promise<void> {
  const selfCheck = await selfCheckView(on, { field: 'credential' });
  const shown = { ...view, ...(selfCheck && { selfCheck }) };
  return sendPage(reply, renderVerifyPage(shown, language), 'no-cache', scriptingPolicy('issuers'));
}

/**
 * The bytes to judge: those that were sent, or those that this service stores for an address of its own, never fetched over HTTP.
 * @returns nothing for an address that is none of ours
 * @throws {Problem} `gone`, `not-shared`
 */
async function badgeOf(on: Guarded, sent: Sent): Promise<Uint8Array | undefined> {
  const url = sent.url ?? urlIn(sent.bytes);
  if (url === undefined) return sent.bytes ?? Buffer.from(sent.badge ?? '');
  const credential = await findCredentialByUrl(on, on.database, url);
  // By its address a badge is judged only as long as its address answers; its file is judged always.
  return credential && (await requireShared(on, credential)).credential.bytes;
}

function unknownAddress(on: Guarded) {
  return problem('not-found', 'That is not the address of a badge of this service; send the badge itself.', [
    { pointer: '#/url', detail: `an address such as ${on.config.publicBaseUrl}/credentials/… was expected` },
  ]);
}

/** `{"url": "…"}` and nothing else. */
function urlIn(bytes: Buffer | undefined): string | undefined {
  if (bytes === undefined || bytes.length > 5_000) return undefined;
  try {
    const document = parseStrictJson(bytes, badgeLimits);
    const only = isObject(document) && Object.keys(document).length === 1 ? document.url : undefined;
    return typeof only === 'string' ? only : undefined;
  } catch {
    return undefined; // not JSON: the verdict will say so
  }
}

function documentOf(verification: Verification, bytes: Uint8Array): unknown {
  return verification.verdict === 'malformed' ? undefined : parseStrictJson(bytes, badgeLimits);
}
