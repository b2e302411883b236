import { scriptPath } from '../browser/index.ts';
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
