import type { Learning } from '../learners/index.ts';
import type { Http } from '../platform/http.ts';
import { eventRoutes } from './events.ts';
import { keyPageRoutes } from './key-page-routes.ts';
import { badgeLogRoutes } from './log-routes.ts';
import { ownPageRoutes } from './own/routes.ts';
import { achievementRoutes, credentialRoutes, issuerPageRoutes } from './public-routes.ts';
import { revocationListRoute } from './revocation-list.ts';
import { scriptRoutes } from './script-routes.ts';
import { siteRoutes } from './site-routes.ts';
import { skillRoutes } from './skill-routes.ts';
import { verifyRoutes } from './verify/routes.ts';

export { prepareScripts } from './self-check.ts';
export { problemPageFor } from './site-routes.ts';

/** Everything that participants, employers and machines read. */
export async function deliveryRoutes(http: Http, on: Learning): Promise<void> {
  credentialRoutes(http, on);
  badgeLogRoutes(http, on);
  achievementRoutes(http, on);
  issuerPageRoutes(http, on);
  keyPageRoutes(http, on);
  revocationListRoute(http, on);
  eventRoutes(http, on);
  siteRoutes(http, on);
  skillRoutes(http, on);
  scriptRoutes(http);
  await verifyRoutes(http, on);
  await ownPageRoutes(http, on);
}
