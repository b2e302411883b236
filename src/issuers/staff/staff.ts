import type { Deps, IssuerCaller } from '../../platform/deps.ts';
import { problem } from '../../platform/problem.ts';
import { record } from '../../platform/record.ts';
import type { Role } from './roles.ts';
import type { AddStaffMember, StaffMemberAnswer } from './schema.ts';
import {
  insertStaffMember,
  lockStaffMember,
  removeStaffMemberRow,
  type StaffMemberRow,
  selectStaff,
  updateRole,
} from './store.ts';

/** @throws {Problem} `conflict` when the person works for the issuer already */
export async function addStaffMember(
  on: Deps,
  caller: IssuerCaller,
  input: AddStaffMember,
): Promise<StaffMemberAnswer> {
  const { issuerId } = caller;
  const row: StaffMemberRow = {
    issuerId,
    id: on.ids.next(),
    subject: input.subject,
    name: input.name ?? null,
    role: input.role,
    createdAt: on.clock.now(),
    removedAt: null,
  };
  await on.database.transaction(async (tx) => {
    if (!(await insertStaffMember(tx, row))) {
      throw problem('conflict', 'This person works for the issuer already.', [
        { pointer: '#/subject', detail: 'a person who is not in the list was expected' },
      ]);
    }
    await record(tx, on, caller, {
      issuerId,
      kind: 'staff.added',
      subject: `staff:${row.id}`,
      after: { id: row.id, role: row.role },
      payload: { id: row.id, role: row.role },
    });
  });
  return toAnswer(row);
}

export async function listStaff(on: Deps, issuerId: string): Promise<StaffMemberAnswer[]> {
  return (await selectStaff(on.database, issuerId)).map(toAnswer);
}

/** @throws {Problem} `not-found` */
export async function changeRole(on: Deps, caller: IssuerCaller, id: string, role: Role): Promise<StaffMemberAnswer> {
  const { issuerId } = caller;
  return on.database.transaction(async (tx) => {
    const before = await lockStaffMember(tx, issuerId, id);
    if (before === undefined) throw problem('not-found', 'Nobody with that id works for this issuer.');
    if (before.role === role) return toAnswer(before);
    await updateRole(tx, id, role);
    await record(tx, on, caller, {
      issuerId,
      kind: 'staff.changed',
      subject: `staff:${id}`,
      before: { id, role: before.role },
      after: { id, role },
      payload: { id, role },
    });
    return toAnswer({ ...before, role });
  });
}

/** @throws {Problem} `not-found` */
export async function removeStaffMember(on: Deps, caller: IssuerCaller, id: string): Promise<void> {
  const { issuerId } = caller;
  await on.database.transaction(async (tx) => {
    const before = await lockStaffMember(tx, issuerId, id);
    if (before === undefined) throw problem('not-found', 'Nobody with that id works for this issuer.');
    await removeStaffMemberRow(tx, id, on.clock.now());
    await record(tx, on, caller, {
      issuerId,
      kind: 'staff.removed',
      subject: `staff:${id}`,
      before: { id, role: before.role },
      payload: { id },
    });
  });
}

function toAnswer({ id, subject, name, role, createdAt }: StaffMemberRow): StaffMemberAnswer {
  return { id, subject, ...(name !== null && { name }), role, createdAt: createdAt.toISOString() };
}
