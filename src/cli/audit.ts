import type { Database } from '../platform/database.ts';
import { auditFindings, verifyAudit } from '../transparency/index.ts';
import type { Noun, Outcome } from './command.ts';

/** `stempel audit`: who did what, and whether that record is whole. */
export const audit: Noun = {
  name: 'audit',
  summary: 'The audit log.',
  verbs: {
    verify: {
      summary: 'Check that no audit entry was altered or removed. Exit code 1 when one was.',
      run: async (shell) => auditOutcome({ database: await shell.database() }),
    },
  },
};

/** Checks the chain of the audit log and tells what is wrong with it. */
export async function auditOutcome(on: { readonly database: Database }): Promise<Outcome> {
  const report = await verifyAudit(on);
  const lines = report.findings.map(({ kind, chain, sequence, id }) => {
    const place = sequence === undefined ? '' : ` at ${sequence}`;
    return `${kind}: chain ${chain}${place}, ${id}. ${auditFindings[kind]}`;
  });
  lines.push(`${report.links} links and ${report.anchors} anchors checked, ${report.findings.length} findings.`);
  return { json: report, text: lines.join('\n'), failed: report.findings.length > 0 };
}
