import type { PoolClient } from 'pg';

/** The role that a bound transaction takes on where the login itself would not be held by row-level security. */
export const tenantRole = 'stempel_tenant';

/** Asks whether the login is a superuser or BYPASSRLS, whom no policy holds (PostgreSQL manual, "Row Security Policies"). */
export const asksBypass = 'select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = session_user';
export type Bypasses = { bypasses: boolean };

/**
 * Makes the role and lets it work on every table, where the login needs one. An ordinary login, which owns the tables, needs none: the policies
 * are forced on owners too.
 */
export async function prepareTenantRole(connection: PoolClient): Promise<void> {
  const login = await connection.query<Bypasses>(asksBypass);
  if (login.rows[0]?.bypasses !== true) return;
  const { rows } = await connection.query('select from pg_roles where rolname = $1', [tenantRole]);
  if (rows.length === 0) await connection.query(`create role ${tenantRole} nologin`).catch(refuseUnlessThere);
  await connection.query(`grant usage on schema public to ${tenantRole}`);
  await connection.query(`grant select, insert, update, delete on all tables in schema public to ${tenantRole}`);
}

/** Roles belong to the whole server: another database of it may have been prepared at the same moment. */
function refuseUnlessThere(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== '42710' && code !== '23505') throw error;
}
