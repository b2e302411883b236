import { startFailure, untilSignal } from '../main.ts';
import { ConfigError, readConfig } from '../platform/config.ts';
import { type RunningService, startService } from '../start.ts';
import { type LoadedAcademy, loadSampleAcademy } from './load.ts';
import { type DemoResult, verifyAll } from './verify-all.ts';

/**
 * Starts the service, fills it with the sample academy, verifies every badge, and keeps serving until Ctrl-C.
 * @param options `--once`: end after verification; `--json`: one JSON document on stdout, everything else on stderr
 * @returns the exit code: 1 when the service did not start or a badge is not as expected
 */
export async function runDemo(variables: NodeJS.ProcessEnv, options: readonly string[]): Promise<number> {
  const unknown = options.filter((option) => option !== '--once' && option !== '--json');
  if (unknown.length > 0) {
    process.stderr.write(`unknown option: ${unknown.join(' ')}\n`);
    return 2;
  }
  const asJson = options.includes('--json');
  const say = (line: string) => void (asJson ? process.stderr : process.stdout).write(`${line}\n`);
  let service: RunningService | undefined;
  try {
    say('Starting Stempel …');
    service = await startService(readConfig({ LOG_LEVEL: 'warn', ...variables }));
    const academy = await loadSampleAcademy(service, say);
    const result = await verifyAll(service.localUrl, academy.sample, academy.awards);
    for (const failure of result.failures) say(`FAILED     ${failure}`);
    say(`verified   ${result.verified} badges, ${result.failed} failed`);
    if (asJson) printJson(service, academy, result);
    else say(welcome(service, academy, result));
    if (!options.includes('--once')) await untilSignal();
    return result.failed === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(
      `${error instanceof ConfigError || service === undefined ? startFailure(error) : String(error)}\n`,
    );
    return 1;
  } finally {
    await service?.close();
  }
}

function printJson(
  { config }: RunningService,
  { apiKey }: LoadedAcademy,
  { badges, verified, failed }: DemoResult,
): void {
  process.stdout.write(
    `${JSON.stringify({ baseUrl: config.publicBaseUrl, apiKey, badges, verified, failed }, null, 2)}\n`,
  );
}

/** What a newcomer can open, and one more badge to issue by hand. */
function welcome({ config }: RunningService, { apiKey }: LoadedAcademy, { badges }: DemoResult): string {
  const base = config.publicBaseUrl;
  const best =
    badges.find(({ learner, achievement }) => learner === 'learner:11' && achievement === 'badge:WP-04') ?? badges[0];
  const revoked = badges.find(({ state }) => state === 'revoked');
  const report = {
    learner: { email: 'jij@example.org', name: 'Jij' },
    station: 'station:ST-01',
    completedOn: new Date().toISOString().slice(0, 10),
    assessments: [
      {
        ulo: 'ulo:EN-01',
        criteria: [
          { criterion: 'criterion:EN-01-A', level: 2 },
          { criterion: 'criterion:EN-01-B', level: 3 },
        ],
      },
    ],
  };
  return `
Stempel is ready.

  A badge          ${best?.url ?? base}
  A revoked badge  ${revoked?.url ?? base}
  Verify a badge   ${base}/verify
  API docs         ${base}/docs

Issue one more badge:

  curl -s ${base}/v1/completions \\
    -H 'authorization: Bearer ${apiKey}' \\
    -H 'content-type: application/json' \\
    -d '${JSON.stringify(report)}'

Look at a badge as a machine does:

  curl -s -H 'accept: application/vc+ld+json' ${best?.url ?? base}

Ctrl-C stops the service; the data stays in ${config.dataDirectory}.`;
}
