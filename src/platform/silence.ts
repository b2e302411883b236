import { Socket } from 'node:net';
import type { ClientBase } from 'pg';

/** A little more than the longest statement may take: then the server itself would have answered. */
export const longestSilence = 18_000;

/**
 * Closes a connection whose server says nothing to a statement: a machine that is switched off, a network that swallows everything. Without this
 * a request would wait until TCP gives up, a quarter of an hour. Whoever waits hears that the connection broke.
 * @param milliseconds absent: {@link longestSilence}; 0: the connection may be silent for ever
 */
export function limitSilence(client: ClientBase, milliseconds = longestSilence): void {
  const socket = socketOf(client);
  socket.removeAllListeners('timeout');
  socket.setTimeout(milliseconds, () => {
    // One that waits for nothing may be silent as long as it likes; the timer starts anew with the next byte.
    if (Reflect.get(client, 'readyForQuery') === true) return;
    socket.destroy(new Error('the database was silent for too long'));
  });
}

function socketOf(client: ClientBase): Socket {
  const connection: unknown = Reflect.get(client, 'connection');
  const socket: unknown = typeof connection === 'object' && connection && Reflect.get(connection, 'stream');
  if (!(socket instanceof Socket)) throw new TypeError('this driver keeps its socket elsewhere');
  return socket;
}
