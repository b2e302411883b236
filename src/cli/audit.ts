import { startFailure } from '../main.ts';
import { readConfig } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import { openConfiguredDatabase } from '../start.ts';
import { auditFindings, verifyAudit } from '../transparency/index.ts';

const usage = 'Usage: stempel audit verify [--json]\n';

/**
 * `stempel audit …` in the shell.
 * @returns the exit code: 0 done, 1 failed, 2 not understood
 */
export async function runAudit(variables: NodeJS.ProcessEnv, words: readonly string[]): Promise<number> {
  const [verb, ...options] = words;
  if (verb !== 'verify' || options.some((option) => option !== '--json')) {
    process.stderr.write(usage);
    return 2;
  }
  let opened: Awaited<ReturnType<typeof openConfiguredDatabase>> | undefined;
  try {
    opened = await openConfiguredDatabase(readConfig(variables));
    return await runAuditVerify(opened, options);
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`);
    return 1;
  } finally {
    await opened?.close();
  }
}

/**
 * Checks the chain of the audit log and prints what is wrong with it.
 * @param options `--json`: one JSON document
 * @returns the exit code: 0 all is as it was written, 1 something was altered or removed
 */
export async function runAuditVerify(
  on: { readonly database: Database },
  options: readonly string[],
  print: (text: string) => void = (text) => process.stdout.write(text),
): Promise<number> {
  const report = await verifyAudit(on);
  if (options.includes('--json')) print(`${JSON.stringify(report, null, 2)}\n`);
  else {
    for (const { kind, chain, sequence, id } of report.findings)
      print(
        `${kind}: chain ${chain}${sequence === undefined ? '' : ` at ${sequence}`}, ${id}. ${auditFindings[kind]}\n`,
      );
    print(`${report.links} links and ${report.anchors} anchors checked, ${report.findings.length} findings.\n`);
  }
  return report.findings.length === 0 ? 0 : 1;
}
