import {
  addStaffMember,
  addStaffMemberShape,
  changeRole,
  changeStaffMemberShape,
  listStaff,
  removeStaffMember,
  roles,
} from '../issuers/index.ts';
import type { Noun } from './command.ts';
import { callerForIssuer, idOf } from './find.ts';
import { shaped } from './shaped.ts';
import { columns, members } from './usage.ts';

const role = { value: 'ROLE', summary: roles.join(', '), required: true };

/** `stempel staff`: the people who work for an issuer, and as what. */
export const staff: Noun = {
  name: 'staff',
  summary: 'The people who work for an issuer. They sign in with the identity provider. ISSUER is a slug or an id.',
  verbs: {
    list: {
      summary: 'List the people who work for an issuer.',
      arguments: ['issuer'],
      run: async (shell, given) => {
        const { on, caller } = await callerForIssuer(shell, given);
        const items = await listStaff(on, caller.issuerId);
        const rows = items.map(({ id, subject, name, role, createdAt }) => ({ id, subject, name, role, createdAt }));
        return { json: { items }, text: columns(rows) };
      },
    },
    add: {
      summary: 'Let a person work for an issuer, in a role.',
      arguments: ['issuer'],
      options: {
        subject: { value: 'SUB', summary: 'the `sub` of the person at the identity provider', required: true },
        role,
        name: { value: 'TEXT', summary: 'shown to colleagues' },
      },
      run: async (shell, given) => {
        const name = given.text('name');
        const input = shaped(addStaffMemberShape, {
          subject: given.text('subject'),
          role: given.text('role'),
          ...(name !== undefined && { name }),
        });
        const { on, caller } = await callerForIssuer(shell, given);
        const added = await addStaffMember(on, caller, input);
        return { json: added, text: members(added) };
      },
    },
    change: {
      summary: 'Give a person another role; it holds from the next request on.',
      arguments: ['issuer', 'id'],
      options: { role },
      run: async (shell, given) => {
        const id = idOf(given.argument('id'));
        const { role: wanted } = shaped(changeStaffMemberShape, { role: given.text('role') });
        const { on, caller } = await callerForIssuer(shell, given);
        const changed = await changeRole(on, caller, id, wanted);
        return { json: changed, text: members(changed) };
      },
    },
    remove: {
      summary: 'End the work of a person for an issuer, at once.',
      arguments: ['issuer', 'id'],
      run: async (shell, given) => {
        const id = idOf(given.argument('id'));
        const { on, caller } = await callerForIssuer(shell, given);
        await removeStaffMember(on, caller, id);
        return { json: { id, removed: true }, text: `removed  ${id}` };
      },
    },
  },
};
