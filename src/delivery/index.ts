import type { Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { eventRoutes } from './events.ts';
import { achievementRoutes, credentialRoutes, issuerPageRoutes } from './public-routes.ts';
import { revocationListRoute } from './revocation-list.ts';
import { siteRoutes } from './site-routes.ts';
import { verifyRoutes } from './verify-routes.ts';

export { problemPageFor } from './site-routes.ts';

/** Everything that participants, employers and machines read. */
export async function deliveryRoutes(http: Http, on: Deps): Promise<void> {
  credentialRoutes(http, on);
  achievementRoutes(http, on);
  issuerPageRoutes(http, on);
  revocationListRoute(http, on);
  eventRoutes(http, on);
  siteRoutes(http, on);
  await verifyRoutes(http, on);
}
