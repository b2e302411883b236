import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Script, scriptPath } from '../browser/index.ts';
import type { Http } from '../platform/http.ts';

/** `/widget.js`, whose address never changes: it leads to the file of this release. Everybody may embed it (platform/cross-origin.ts). */
export function scriptRoutes(http: Http): void {
  http.get('/widget.js', { schema: { hide: true } }, async (_request, reply) =>
    reply
      .headers({ 'cache-control': 'public, max-age=3600' })
      .type('text/javascript; charset=utf-8')
      .send(`import '.${await scriptPath('widget')}';\n`),
  );
}

/** Sends a script that has its hash in its name, and so never changes; packed beforehand for whoever takes that. */
export function sendScript(request: FastifyRequest, reply: FastifyReply, script: Script): FastifyReply {
  const packed = request.accepts().encoding(['gzip', 'identity']) === 'gzip';
  return reply
    .headers({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' })
    .headers(packed ? { 'content-encoding': 'gzip' } : {})
    .type('text/javascript; charset=utf-8')
    .send(Buffer.from(packed ? script.gzipped : script.contents));
}
