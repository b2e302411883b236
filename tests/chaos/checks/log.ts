import { setTimeout as pause } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { closeDatabase, openDatabase } from '../../../src/platform/database.ts';
import { auditLog, type SeenLog, verifyAudit } from '../../../src/transparency/index.ts';
import { type Check, finds, type Queryable } from './lost.ts';

/** The public log and the chain of audit entries, once everything that was committed has its place. */
export const logging: Readonly<Record<string, Check>> = {
  issuesNotLogged: finds(
    'credential without log entry',
    `select c.id as wrong from credentials c
     where not exists (select from log_entries l where l.credential_id = c.id and l.kind = 'issued')`,
  ),
  withdrawalsNotLogged: finds(
    'withdrawn credential of which the log does not tell',
    `select c.id as wrong from credentials c
       join status_entries e on e.list_id = c.status_list_id and e.index = c.status_index
     where e.state <> 'valid'
       and not exists (select from log_entries l where l.credential_id = c.id and l.kind in (e.state, 'revoked'))`,
  ),
  gapsInLog: finds(
    'gap in the log',
    'select count(*) as wrong from log_leaves having count(*) <> coalesce(max(index) + 1, 0)',
  ),
  leavesOfNothing: finds(
    'leaf of nothing',
    'select index as wrong from log_leaves f where not exists (select from log_entries l where l.leaf_index = f.index)',
  ),
  placesWithoutLeaf: finds(
    'entry whose leaf is gone',
    `select id as wrong from log_entries l
     where l.leaf_index is not null and not exists (select from log_leaves f where f.index = l.leaf_index)`,
  ),
  checkpointTooShort: finds(
    'log without checkpoint of its whole length',
    `select count(*) as wrong from log_leaves
     having count(*) > 0 and count(*) <> coalesce((select max(size) from log_checkpoints), 0)`,
  ),
  auditNotLinked: finds(
    'audit entry without link in its chain',
    'select id as wrong from audit_entries e where not exists (select from audit_links l where l.entry_id = e.id)',
  ),
  gapsInChain: finds(
    'gap in an audit chain',
    'select chain as wrong from audit_links group by chain having count(*) <> max(sequence)',
  ),
};

const longestSequencing = 30_000;

/** The log takes up what was committed within a second or so; waits for that. */
export async function untilSequenced(connection: Queryable): Promise<string[]> {
  const deadline = performance.now() + longestSequencing;
  while (performance.now() < deadline) {
    const { rows } = await connection.query(
      'select count(*)::int as waiting from log_entries where leaf_index is null',
    );
    if (rows[0].waiting === 0) return [];
    await pause(50);
  }
  return [`entries wait for their place in the log for more than ${longestSequencing} ms`];
}

/** Audits the log over HTTP as a stranger does who has seen it before: it has only grown. */
export async function auditFromOutside(address: string, seen: SeenLog | undefined) {
  const fetchFile = async (path: string) => {
    const answer = await fetch(new URL(`/log/${path}`, address));
    if (!answer.ok) throw new Error(`/log/${path} answered ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  const report = await auditLog(fetchFile, new Date(), { seen });
  return { wrong: report.findings.map((each) => `the log: ${JSON.stringify(each)}`), seen: report.seen ?? seen };
}

/** What `stempel audit verify` does. */
export async function auditFromInside(connection: PoolConfig): Promise<string[]> {
  const database = openDatabase(connection);
  try {
    const { findings } = await verifyAudit({ database });
    return findings.map((each) => `the audit log: ${JSON.stringify(each)}`);
  } finally {
    await closeDatabase(database);
  }
}
