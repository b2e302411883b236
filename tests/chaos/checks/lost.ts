import type { Ledger } from '../ledger.ts';

/** Whoever answers queries: a client or a pool of `pg`. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: any[] }>;
}

/** What is wrong, one line each; empty when all is well. */
export type Check = (connection: Queryable) => Promise<string[]>;

/** Turns a query that finds what must not be into a check; its column `wrong` names each. */
export function finds(what: string, text: string): Check {
  return async (connection) => (await connection.query(text)).rows.map(({ wrong }) => `${what}: ${wrong}`);
}

/** Every acknowledged award is there, under the id that was acknowledged, in the state that was acknowledged. */
export async function lostAwards(connection: Queryable, { awards }: Ledger): Promise<string[]> {
  const { rows } = await connection.query('select id, state from awards where id = any($1)', [[...awards.keys()]]);
  const found = new Map<string, string>(rows.map(({ id, state }) => [id, state]));
  return [...awards.values()].flatMap(({ id, state }) => {
    const stored = found.get(id);
    if (stored === undefined) return [`acknowledged award is lost: ${id}`];
    return stored === state ? [] : [`acknowledged as ${state}, stored as ${stored}: ${id}`];
  });
}

/** Every acknowledged completion is there, and superseded only when its correction was acknowledged. */
export async function lostCompletions(connection: Queryable, { reports }: Ledger): Promise<string[]> {
  const { rows } = await connection.query('select id, replaced_by from completions where id = any($1)', [
    reports.map(({ completionId }) => completionId),
  ]);
  const found = new Map<string, string | null>(rows.map(({ id, replaced_by }) => [id, replaced_by]));
  return reports.flatMap(({ completionId, corrected }) => {
    const replacedBy = found.get(completionId);
    if (replacedBy === undefined) return [`acknowledged completion is lost: ${completionId}`];
    return corrected === (replacedBy !== null)
      ? []
      : [`completion ${completionId}: corrected ${corrected}, replaced by ${replacedBy}`];
  });
}

/** Each learner's report of a station was counted once: one standing completion per station and learner, as many as were acknowledged. */
export async function countedTwice(connection: Queryable, { reports }: Ledger): Promise<string[]> {
  const { rows } = await connection.query(
    `select learner_id || ' ' || station_ref as wrong from completions where replaced_by is null
     group by learner_id, station_ref having count(*) > 1`,
  );
  const counted = await connection.query('select count(*)::int as count from completions');
  const acknowledged = new Set(reports.map(({ completionId }) => completionId)).size;
  const stored: number = counted.rows[0].count;
  const strays = stored === acknowledged ? [] : [`${stored} completions are stored, ${acknowledged} were acknowledged`];
  return [...rows.map(({ wrong }) => `counted twice: ${wrong}`), ...strays];
}
