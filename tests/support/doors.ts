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
    'POST /v1/catalogues/esco/imports',
    'POST /v1/catalogues/onet/imports',
  ].map(door('operator')),
  ...['GET /v1/issuers/me', 'GET /v1/keys', 'GET /v1/api-keys'].map(door('issuer:read')),
  ...['PATCH /v1/issuers/me', 'POST /v1/keys', 'POST /v1/api-keys', 'DELETE /v1/api-keys/:id'].map(
    door('issuer:write'),
  ),
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
  ...['POST /v1/awards/:id/revoke', 'POST /v1/awards/:id/suspend', 'POST /v1/proposals/:id/confirm'].map(
    door('awards:write'),
  ),
  ...['POST /v1/awards/:id/reinstate', 'POST /v1/awards/bulk', 'POST /v1/awards/withdraw'].map(door('awards:write')),
  ...['GET /v1/events'].map(door('events:read')),
];

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
