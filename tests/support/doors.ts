import type { Need } from '../../src/platform/auth.ts';
import type { Http } from '../../src/platform/http.ts';

/** One operation under /v1 and who may call it; written down once more, so that a route cannot open by accident. */
export interface Door {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly needs: Need;
}

const door =
  (needs: Need) =>
  (line: string): Door => {
    const [method, path] = line.split(' ');
    return { method: method as Door['method'], path: path ?? '', needs };
  };

const items = ['stations', 'lines', 'ulos', 'rubrics', 'yardsticks'];

/** Every operation under /v1. */
export const doors: readonly Door[] = [
  ...[
    'POST /v1/issuers',
    'GET /v1/issuers',
    'GET /v1/issuers/:id',
    'POST /v1/issuers/:id/api-keys',
    'POST /v1/issuers/:id/keys',
    'POST /v1/keys/rewrap',
    'POST /v1/catalogues/esco/imports',
    'POST /v1/catalogues/onet/imports',
  ].map(door('operator')),
  ...['GET /v1/issuers/me', 'GET /v1/keys', 'GET /v1/api-keys', 'GET /v1/staff'].map(door('issuer:read')),
  ...[
    'PATCH /v1/issuers/me',
    'POST /v1/keys',
    'POST /v1/api-keys',
    'DELETE /v1/api-keys/:id',
    'POST /v1/api-keys/:id/rotate',
    'POST /v1/staff',
    'PATCH /v1/staff/:id',
    'DELETE /v1/staff/:id',
  ].map(door('issuer:write')),
  ...['POST /v1/keys/:id/activate', 'POST /v1/keys/:id/retire'].map(door('issuer:write')),
  ...['GET /v1/keys/:id'].map(door({ anyOf: ['issuer:read', 'operator'] })),
  ...['POST /v1/keys/:id/compromise', 'POST /v1/keys/:id/reissue'].map(door({ anyOf: ['issuer:write', 'operator'] })),
  ...['GET /v1/skills', 'GET /v1/skills/by-uri', 'GET /v1/catalogues'].map(
    door({ anyOf: ['curriculum:read', 'operator'] }),
  ),
  ...['POST /v1/catalogues/own/imports'].map(door('catalogue:write')),
  ...[
    'GET /v1/curriculum',
    'GET /v1/achievements',
    'GET /v1/achievements/:id',
    ...items.flatMap((section) => [`GET /v1/${section}`, `GET /v1/${section}/:ref`]),
  ].map(door('curriculum:read')),
  ...[
    'PUT /v1/curriculum',
    'PUT /v1/badges/:ref',
    'POST /v1/ulos/:ref/validations',
    'POST /v1/ulos/:ref/publish',
    ...items.map((section) => `PUT /v1/${section}/:ref`),
  ].map(door('curriculum:write')),
  ...['POST /v1/completions', 'POST /v1/partial-proofs'].map(door('completions:write')),
  ...['GET /v1/awards', 'GET /v1/awards/:id', 'GET /v1/proposals'].map(door('awards:read')),
  ...[
    'POST /v1/awards/:id/revoke',
    'POST /v1/awards/:id/suspend',
    'POST /v1/awards/:id/credentials',
    'POST /v1/proposals/:id/confirm',
  ].map(door('awards:write')),
  ...['GET /v1/issuers/me/privacy'].map(door('issuer:read')),
  ...['PUT /v1/issuers/me/privacy'].map(door('issuer:write')),
  ...['GET /v1/learners', 'POST /v1/learners/search', 'GET /v1/learners/:id', 'GET /v1/learners/:id/export'].map(
    door('learners:read'),
  ),
  ...['POST /v1/learners/:id/erase'].map(door('learners:write')),
  ...['GET /v1/learners/:id/links', 'GET /v1/learners/:id/consents', 'GET /v1/learners/erasure-requests'].map(
    door('learners:read'),
  ),
  ...[
    'POST /v1/learners/:id/links',
    'DELETE /v1/learners/:id/links/:linkId',
    'POST /v1/learners/:id/consents',
    'POST /v1/learners/:id/consents/:consentId/withdraw',
    'POST /v1/learners/erasure-requests/:id/decline',
  ].map(door('learners:write')),
  ...['POST /v1/awards/:id/reinstate', 'POST /v1/awards/bulk', 'POST /v1/awards/withdraw'].map(door('awards:write')),
  ...['GET /v1/events'].map(door('events:read')),
  ...['GET /v1/issuers/me/mail'].map(door('issuer:read')),
  ...['PUT /v1/issuers/me/mail'].map(door('issuer:write')),
  ...['GET /v1/deliveries', 'GET /v1/deliveries/:id'].map(door('events:read')),
  ...['GET /v1/webhooks', 'GET /v1/webhooks/:id'].map(door('webhooks:read')),
  ...[
    'POST /v1/deliveries/:id/replay',
    'POST /v1/webhooks',
    'PATCH /v1/webhooks/:id',
    'DELETE /v1/webhooks/:id',
    'POST /v1/webhooks/:id/rotate',
    'POST /v1/webhooks/:id/test',
    'POST /v1/webhooks/:id/replay',
  ].map(door('webhooks:write')),
  ...[
    'POST /vc-api/issuers/:issuer/:mechanism/credentials/issue',
    'POST /vc-api/issuers/:issuer/credentials/status',
  ].map(door('vc-api:issue')),
];

/** Whether an operation belongs to the API of programs: what is under /v1, and what has its path from the VC API. */
export const isOfPrograms = (operation: string) => / \/(v1|vc-api)\//.test(operation);

/** Operations of programs that are open to everybody. */
export const openDoors: readonly string[] = [
  'POST /v1/verify',
  'POST /vc-api/verifier/credentials/verify',
  'POST /vc-api/verifier/presentations/verify',
];

/** Doors that only read, though what is asked for is sent in a body: a person's address has no place in a URL. */
export const readingPosts: readonly string[] = ['POST /v1/learners/search'];

export const nameOf = ({ method, path }: Pick<Door, 'method' | 'path'>) => `${method} ${path}`;

/** What the app itself says there is: `METHOD /path`, without the HEAD that comes with each GET. */
export function operationsOf(app: Http): string[] {
  const above: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const found = /^(.*[└├]── )(\S+) \(([A-Z, ]+)\)$/.exec(line);
      if (found === null) return [];
      const [, indent = '', part = '', methods = ''] = found;
      const depth = indent.length / 4;
      above.splice(depth - 1, above.length, part);
      const path = above.join('').replace(/^\/+/, '/');
      return methods
        .split(', ')
        .filter((method) => method !== 'HEAD')
        .map((method) => `${method} ${path}`);
    });
}
