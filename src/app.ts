import fastifyAccepts from '@fastify/accepts';
import { documentApi } from './api-document.ts';
import { awardRoutes, proposalRoutes, reportRoutes } from './awards/index.ts';
import { catalogueRoutes } from './catalogue/index.ts';
import { type Issuing, logLateTask } from './credentials/index.ts';
import { curriculumRoutes } from './curriculum/index.ts';
import { deliveryRoutes, problemPageFor } from './delivery/index.ts';
import {
  activateDueKeys,
  type Custody,
  createAuthenticate,
  createKeyring,
  issuerRoutes,
  keyRoutes,
  operatorKeyRoutes,
  operatorRoutes,
  publicKeyRoutes,
  rewrapRoutes,
  staffRoutes,
  wrappedSigningKeys,
} from './issuers/index.ts';
import { applyRetention, type Learning, learnerRoutes, sealLearnerData } from './learners/index.ts';
import { parseStrictJson, StrictJsonError } from './openbadges/index.ts';
import { deliveryHolding, deliveryQueue, openOutbox, wrappedWebhookSecrets } from './outbox/index.ts';
import { consentHolding, erasureRequestHolding, linkHolding, participantRoutes } from './participants/index.ts';
import type { Deps } from './platform/deps.ts';
import { healthRoutes } from './platform/health.ts';
import { createHttp, type Http, type JsonLimits } from './platform/http.ts';
import { forgetIdempotencyKeys } from './platform/idempotency.ts';
import type { JobHandler } from './platform/jobs/jobs.ts';
import { problem } from './platform/problem.ts';
import { scopedDatabase } from './platform/request-scope.ts';
import type { Task } from './platform/tasks.ts';
import { createPrivacy, privacyRoutes } from './privacy/index.ts';
import { statusRoutes } from './status/index.ts';
import { anchorAuditTask, logRoutes, sequenceLogTask } from './transparency/index.ts';

const second = 1_000;

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
  /** What is done with jobs, likewise. */
  readonly handlers: readonly JobHandler[];
}

/** Every queue that jobs wait in. */
export const jobQueues = [deliveryQueue];

/** Puts the rooms together. The only file that knows them all. */
export async function buildApp(given: Deps, { custody, operatorKey }: Secrets): Promise<App> {
  const on: Deps = { ...given, database: scopedDatabase(given.database) };
  const keyring = createKeyring(custody);
  const privacy = createPrivacy(custody, on.config.sealLearnerData);
  const issuing: Issuing = { ...on, keyring, privacy };
  // What other rooms keep of a learner joins export and erasure here: consents, deliveries, salts of the log.
  const learning: Learning = {
    ...issuing,
    holdings: [consentHolding, linkHolding, erasureRequestHolding, deliveryHolding],
  };
  const http = await createHttp(given, {
    parseJson,
    authenticate: createAuthenticate(given, operatorKey),
    problemPage: problemPageFor(on),
  });
  await http.register(fastifyAccepts);
  await documentApi(http, on);
  healthRoutes(http, on);
  operatorRoutes(http, on);
  operatorKeyRoutes(http, on, keyring);
  issuerRoutes(http, on);
  keyRoutes(http, on, keyring);
  publicKeyRoutes(http, on);
  staffRoutes(http, on);
  privacyRoutes(http, on);
  // Every room that keeps a wrapped data key names its table here, so that a new key-encryption key reaches it.
  rewrapRoutes(http, on, custody, [wrappedSigningKeys, wrappedWebhookSecrets]);
  catalogueRoutes(http, on);
  curriculumRoutes(http, on);
  reportRoutes(http, issuing);
  awardRoutes(http, issuing);
  proposalRoutes(http, issuing);
  learnerRoutes(http, learning);
  participantRoutes(http, issuing);
  statusRoutes(http, on, keyring);
  logRoutes(http, on);
  await deliveryRoutes(http, learning);
  const outbox = openOutbox(http, learning, custody);
  return {
    http,
    tasks: [
      forgetIdempotencyKeys(given),
      sealLearnerData(issuing),
      applyRetention(learning),
      anchorAuditTask(on),
      logLateTask(issuing),
      sequenceLogTask(on, custody),
      ...outbox.tasks,
      { name: 'activate-keys', every: second, run: () => activateDueKeys(on) },
    ],
    handlers: outbox.handlers,
  };
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
