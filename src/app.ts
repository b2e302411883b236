import fastifyAccepts from '@fastify/accepts';
import { documentApi } from './api-document.ts';
import {
  awardRoutes,
  compromiseRoutes,
  credentialFormatRoutes,
  proposalRoutes,
  reportRoutes,
  runPlaybooks,
} from './awards/index.ts';
import { catalogueRoutes } from './catalogue/index.ts';
import { logLateTask } from './credentials/index.ts';
import { curriculumRoutes } from './curriculum/index.ts';
import { deliveryRoutes, problemPageFor } from './delivery/index.ts';
import { everyWrappedKey, furnish } from './furnish.ts';
import {
  activateDueKeys,
  type Custody,
  createAuthenticate,
  issuerRoutes,
  keyRoutes,
  operatorKeyRoutes,
  operatorRoutes,
  publicKeyRoutes,
  rewrapRoutes,
  staffRoutes,
} from './issuers/index.ts';
import { applyRetention, learnerRoutes, sealLearnerData } from './learners/index.ts';
import { parseStrictJson, StrictJsonError } from './openbadges/index.ts';
import {
  createSecretBox,
  type Delivering,
  deliverDue,
  deliveryStateRoutes,
  deliveryWorker,
  forgetDeliveries,
  mailChannel,
  mailSettingsRoutes,
  relayOutbox,
  watchOutbox,
  webhookChannel,
  webhookRoutes,
} from './outbox/index.ts';
import { participantRoutes } from './participants/index.ts';
import type { Deps } from './platform/deps.ts';
import { healthRoutes } from './platform/health.ts';
import { createHttp, type Http, type JsonLimits } from './platform/http.ts';
import { forgetIdempotencyKeys } from './platform/idempotency.ts';
import { type Jobs, noJobs, type Worker } from './platform/jobs.ts';
import { createMetrics } from './platform/metrics/metrics.ts';
import { metricsRoutes } from './platform/metrics/routes.ts';
import { watchPool, watchTask } from './platform/metrics/watch.ts';
import { problem } from './platform/problem.ts';
import { scopedDatabase } from './platform/request-scope.ts';
import type { Task } from './platform/tasks.ts';
import { privacyRoutes } from './privacy/index.ts';
import { publishStatusListsTask, statusRoutes, watchStatusLists } from './status/index.ts';
import { anchorAuditTask, logRoutes, sequenceLogTask } from './transparency/index.ts';
import { signerRoutes, verifierRoutes } from './vc-api/index.ts';
import type { CheckProofs } from './verification/index.ts';

const second = 1_000;

/** What the app needs beside its dependencies: who keeps the key-encryption key, and the operator's own API key. */
export interface Secrets {
  readonly custody: Custody;
  readonly operatorKey: string;
  /** Absent where no workers run. */
  readonly jobs?: Jobs;
  /** Absent where proofs are checked in this very thread. */
  readonly checkProofs?: CheckProofs;
}

/** The rooms, put together. */
export interface App {
  readonly http: Http;
  /** What has to be done without a request; whoever starts the service lets them run. */
  readonly tasks: readonly Task[];
  readonly workers: readonly Worker[];
}

/** Puts the rooms together. The only file that knows them all. */
export async function buildApp(
  deps: Deps,
  { custody, operatorKey, jobs = noJobs, checkProofs }: Secrets,
): Promise<App> {
  const metrics = deps.metrics ?? createMetrics();
  const given: Deps = { ...deps, metrics };
  const on: Deps = { ...given, database: scopedDatabase(given.database) };
  const { keyring, issuing, learning } = furnish(on, custody);
  const { mail } = on.config;
  const webhookSecrets = createSecretBox(custody);
  const channels = [webhookChannel(webhookSecrets), ...(mail === undefined ? [] : [mailChannel(mail)])];
  const delivering: Delivering = { ...issuing, jobs, channels };
  const http = await createHttp(given, {
    parseJson,
    authenticate: createAuthenticate(given, operatorKey),
    problemPage: problemPageFor(on),
  });
  await http.register(fastifyAccepts);
  await documentApi(http, on);
  healthRoutes(http, on);
  metricsRoutes(http, on.config, metrics);
  watchPool(metrics, given.database);
  watchStatusLists(metrics, given);
  watchOutbox(metrics, given);
  operatorRoutes(http, on);
  operatorKeyRoutes(http, on, keyring);
  issuerRoutes(http, on);
  keyRoutes(http, on, keyring);
  publicKeyRoutes(http, on);
  staffRoutes(http, on);
  privacyRoutes(http, on);
  rewrapRoutes(http, on, custody, everyWrappedKey);
  catalogueRoutes(http, on);
  curriculumRoutes(http, on);
  reportRoutes(http, issuing);
  awardRoutes(http, issuing);
  proposalRoutes(http, issuing);
  compromiseRoutes(http, issuing);
  credentialFormatRoutes(http, issuing);
  learnerRoutes(http, learning);
  participantRoutes(http, issuing);
  statusRoutes(http, on, keyring);
  logRoutes(http, on);
  deliveryStateRoutes(http, delivering);
  mailSettingsRoutes(http, on);
  webhookRoutes(http, delivering, webhookSecrets);
  await deliveryRoutes(http, { ...learning, ...(checkProofs && { checkProofs }) });
  const judging = { ...on, ...(checkProofs && { checkProofs }) };
  verifierRoutes(http, judging);
  signerRoutes(http, { ...judging, keyring });
  return {
    http,
    tasks: [
      publishStatusListsTask(on, keyring),
      forgetIdempotencyKeys(given),
      sealLearnerData(issuing),
      applyRetention(learning),
      anchorAuditTask(on),
      logLateTask(issuing),
      sequenceLogTask(on, custody),
      relayOutbox(delivering),
      deliverDue(delivering),
      forgetDeliveries(delivering),
      { name: 'activate-keys', every: second, run: () => activateDueKeys(on) },
      { name: 'compromise-playbook', every: second, run: () => runPlaybooks(issuing) },
    ].map((task) => watchTask(metrics, task)),
    workers: [deliveryWorker(delivering)],
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
