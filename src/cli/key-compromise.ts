import {
  compromiseKey,
  compromiseShape,
  countReissuable,
  describeKey,
  type KeyAnswer,
  startReissue,
} from '../awards/index.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import type { Given, Outcome, Shell, Verb } from './command.ts';
import { callerForIssuer, idOf } from './find.ts';
import type { House } from './house.ts';
import { shaped } from './shaped.ts';
import { columns, members } from './usage.ts';

const keyArguments = ['issuer', 'id'];

/** The playbook for a key in the wrong hands, and how far it is; see `docs/keys.md`. */
export const compromiseVerbs = {
  show: {
    summary: 'Show a signing key, and how far the work on what a compromised one signed has come.',
    arguments: keyArguments,
    run: async (shell, given) => {
      const { on, caller, id } = await meant(shell, given);
      return outcome(on, caller, id, given.argument('issuer'));
    },
  },
  compromise: {
    summary: 'Mark a key as compromised: a fresh one takes over, what it signed since then is revoked. No way back.',
    arguments: keyArguments,
    options: {
      since: {
        value: 'TIME',
        summary: 'from when somebody else may have had it, such as 2026-10-01T00:00:00Z; when in doubt, earlier',
        required: true,
      },
      reason: { value: 'TEXT', summary: 'shown on the page of the key', required: true },
      reissue: { summary: 'also have everything that it signed before then issued again' },
    },
    run: async (shell, given) => {
      const input = shaped(compromiseShape, { since: given.text('since'), reason: given.text('reason') });
      const { on, caller, id } = await meant(shell, given);
      await compromiseKey(on, caller, id, input);
      if (given.flag('reissue')) await startReissue(on, caller, id);
      return outcome(on, caller, id, given.argument('issuer'));
    },
  },
  reissue: {
    summary: 'Have everything issued again that a compromised key signed before it was compromised.',
    arguments: keyArguments,
    run: async (shell, given) => {
      const { on, caller, id } = await meant(shell, given);
      await startReissue(on, caller, id);
      return outcome(on, caller, id, given.argument('issuer'));
    },
  },
} satisfies Record<string, Verb>;

async function meant(shell: Shell, given: Given) {
  const id = idOf(given.argument('id'));
  return { ...(await callerForIssuer(shell, given)), id };
}

async function outcome(on: House['on'], caller: IssuerCaller, id: string, issuer: string): Promise<Outcome> {
  const key = await describeKey(on, caller.issuerId, id);
  const { playbook, ...facts } = key;
  if (key.state !== 'compromised') return { json: key, text: members(facts) };
  const reissuable = await countReissuable(on, caller, id);
  const runs = playbook.map(({ kind, done, left, finishedAt }) => ({ awards: kind, done, left, finishedAt }));
  const steps = stepsLeft(key, reissuable, `${issuer} ${id}`).map((step) => `- ${step}`);
  return {
    json: { ...key, reissuable },
    text: [members(facts), columns(runs), ['To do:', ...steps].join('\n')].join('\n\n'),
  };
}

/** What the operator has to do, in the words and the order of `docs/keys.md`. */
function stepsLeft({ algorithm, playbook }: KeyAnswer, reissuable: number, words: string): string[] {
  const underWay = playbook.some(({ finishedAt }) => finishedAt === undefined);
  const reissued = playbook.some(({ kind }) => kind === 'reissue');
  return [
    ...(underWay ? [`Keep the service running: it does the work. How far it is: stempel key show ${words}`] : []),
    ...(reissuable > 0 && !reissued
      ? [
          `Awards whose badges it signed before, at most ${reissuable}, can be issued again; until then other verifiers refuse them: stempel key reissue ${words}`,
        ]
      : []),
    'Check the revoked awards against your own records. One that was right: stempel award reinstate ID',
    ...(algorithm === 'Ed25519' ? [] : ['Tell holders of VC-JWTs that it signed to ask for new ones.']),
    'Was it earlier than you thought? Mark it again, with the earlier moment.',
  ];
}
