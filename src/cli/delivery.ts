import {
  deliveryQueryShape,
  deliveryStates,
  describeDelivery,
  listDeliveries,
  replayDelivery,
  toDeliveryAnswer,
} from '../outbox/index.ts';
import type { Noun } from './command.ts';
import { callerForIssuer, idOf } from './find.ts';
import { pageGiven, pageOptions, pageText } from './page.ts';
import { members } from './usage.ts';

/** `stempel delivery`: what became of each mail and webhook. */
export const delivery: Noun = {
  name: 'delivery',
  summary: 'Deliveries: the mails and webhooks that tell of what happened. ISSUER is a slug or an id.',
  verbs: {
    list: {
      summary: 'List the deliveries of an issuer, the newest first.',
      arguments: ['issuer'],
      options: {
        state: { value: 'STATE', summary: deliveryStates.join(', ') },
        channel: { value: 'CHANNEL', summary: 'mail or webhook' },
        award: { value: 'ID', summary: 'only what tells of this award' },
        event: { value: 'ID', summary: 'only what tells of this event' },
        receiver: { value: 'ID', summary: 'only to this webhook, or to this learner' },
        ...pageOptions,
      },
      run: async (shell, given) => {
        const query = pageGiven(deliveryQueryShape, given, ['state', 'channel', 'award', 'event', 'receiver']);
        const { on, caller } = await callerForIssuer(shell, given);
        const page = await listDeliveries(on, caller, query);
        const rows = page.items.map(({ id, channel, receiver, kind, state, attempts, lastError }) => ({
          id,
          channel,
          receiver,
          kind,
          state,
          attempts,
          lastError,
        }));
        return { json: page, text: pageText(rows, page.next) };
      },
    },
    show: {
      summary: 'Show one delivery: its state, how often it was tried, and what went wrong last.',
      arguments: ['issuer', 'id'],
      run: async (shell, given) => {
        const id = idOf(given.argument('id'));
        const { on, caller } = await callerForIssuer(shell, given);
        const found = await describeDelivery(on, caller, id);
        return { json: found, text: members(found) };
      },
    },
    replay: {
      summary: 'Tell it once more, whatever came of it. The running service sends it.',
      arguments: ['issuer', 'id'],
      run: async (shell, given) => {
        const id = idOf(given.argument('id'));
        const { on, caller } = await callerForIssuer(shell, given);
        const again = toDeliveryAnswer(await replayDelivery(on, caller, id));
        return { json: again, text: members(again) };
      },
    },
  },
};
