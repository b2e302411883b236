import fastifyAccepts from '@fastify/accepts';
import { documentApi } from './api-document.ts';
import { awardRoutes, proposalRoutes, reportRoutes } from './awards/index.ts';
import { catalogueRoutes } from './catalogue/index.ts';
import type { Issuing } from './credentials/index.ts';
import { curriculumRoutes } from './curriculum/index.ts';
import { deliveryRoutes, problemPageFor } from './delivery/index.ts';
import {
  type Custody,
  createAuthenticate,
  createKeyring,
  issuerRoutes,
  operatorRoutes,
  publicIssuerRoutes,
} from './issuers/index.ts';
import { parseStrictJson, StrictJsonError } from './openbadges/index.ts';
import type { Deps } from './platform/deps.ts';
import { healthRoutes } from './platform/health.ts';
import { createHttp, type Http, type JsonLimits } from './platform/http.ts';
import { problem } from './platform/problem.ts';
import type { Task } from './platform/tasks.ts';
import { publishStatusListsTask, statusRoutes } from './status/index.ts';

/** What the app needs beside its dependencies: who keeps the key-encryption key, and the operator's own API key. */
export interface Secrets {
  readonly custody: Custody;
  readonly operatorKey: string;
}

/** The rooms, put together. */
export interface App {
  readonly http: Http;
  /** What has to be done without a request; whoever starts the service lets them run. */
  readonly tasks: readonly Task[];
}

/** Puts the rooms together. The only file that knows them all. */
export async function buildApp(on: Deps, { custody, operatorKey }: Secrets): Promise<App> {
  const keyring = createKeyring(custody);
  const issuing: Issuing = { ...on, keyring };
  const http = await createHttp(on, {
    parseJson,
    authenticate: createAuthenticate(on, operatorKey),
    problemPage: problemPageFor(on),
  });
  await http.register(fastifyAccepts);
  await documentApi(http, on);
  healthRoutes(http, on);
  operatorRoutes(http, on, keyring);
  issuerRoutes(http, on, keyring);
  publicIssuerRoutes(http, on);
  catalogueRoutes(http, on);
  curriculumRoutes(http, on);
  reportRoutes(http, issuing);
  awardRoutes(http, issuing);
  proposalRoutes(http, issuing);
  statusRoutes(http, on, keyring);
  await deliveryRoutes(http, issuing);
  return { http, tasks: [publishStatusListsTask(on, keyring)] };
}

/** The strict JSON of the pure library, with its refusals as problems of this service. */
function parseJson(bytes: Buffer, limits: JsonLimits): unknown {
  try {
    return parseStrictJson(bytes, limits);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    const { code, pointer, message } = error;
    throw problem(
      code === 'too-large' ? 'body-too-large' : 'malformed-body',
      `The body is not acceptable JSON: ${message}.`,
      [{ pointer: `#${pointer}`, code, detail: message }],
    );
  }
}
