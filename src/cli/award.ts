import { describeAward, reinstateAward, reinstatementShape, withdrawAward, withdrawalShape } from '../awards/index.ts';
import type { Given, Noun, Outcome, Shell } from './command.ts';
import { callerForAward } from './find.ts';
import { shaped } from './shaped.ts';
import { members } from './usage.ts';

const reason = {
  reason: { value: 'TEXT', summary: 'shown to whoever opens the badge; nothing private', required: true },
};

/** `stempel award`: what somebody earned, with its badges. */
export const award: Noun = {
  name: 'award',
  summary: 'Awards and their badges.',
  verbs: {
    show: {
      summary: 'Show an award.',
      arguments: ['id'],
      run: async (shell, given) => {
        const house = await shell.house();
        const { issuerId } = await callerForAward(house, given.argument('id'));
        const found = await describeAward(house.on, issuerId, given.argument('id'));
        return { json: found, text: members(found) };
      },
    },
    revoke: {
      summary: 'Revoke an award for good: its badges stop being valid at once.',
      arguments: ['id'],
      options: reason,
      run: (shell, given) => withdraw(shell, given, 'revoked'),
    },
    suspend: {
      summary: 'Suspend an award: its badges do not hold for now.',
      arguments: ['id'],
      options: reason,
      run: (shell, given) => withdraw(shell, given, 'suspended'),
    },
    reinstate: {
      summary: 'Make a suspended award hold again: its badge is issued anew under the same address.',
      arguments: ['id'],
      options: { reason: { value: 'TEXT', summary: 'kept with the award; it is not shown on the badge' } },
      run: reinstate,
    },
  },
};

async function reinstate(shell: Shell, given: Given): Promise<Outcome> {
  const { reason: why } = shaped(reinstatementShape, { reason: given.text('reason') });
  const house = await shell.house();
  const id = given.argument('id');
  const caller = await callerForAward(house, id);
  await reinstateAward(house.on, caller, id, why);
  const changed = await describeAward(house.on, caller.issuerId, id);
  return { json: changed, text: members(changed) };
}

async function withdraw(shell: Shell, given: Given, to: 'revoked' | 'suspended'): Promise<Outcome> {
  const { reason: why } = shaped(withdrawalShape, { reason: given.text('reason') });
  const house = await shell.house();
  const id = given.argument('id');
  const caller = await callerForAward(house, id);
  await withdrawAward(house.on, caller, id, to, why);
  const changed = await describeAward(house.on, caller.issuerId, id);
  return { json: changed, text: members(changed) };
}
