import { AsyncLocalStorage } from 'node:async_hooks';

const waiting = new AsyncLocalStorage<(() => void)[]>();

/** Does something in the memory of this process as soon as the transaction of this moment is durable, and never when it is not; at once outside one. */
export function afterCommit(action: () => void): void {
  const actions = waiting.getStore();
  if (actions === undefined) action();
  else actions.push(action);
}

/** Runs one whole transaction, and afterwards what it left for then. */
export async function commitThen<Result>(transaction: () => Promise<Result>): Promise<Result> {
  const actions: (() => void)[] = [];
  const result = await waiting.run(actions, transaction);
  for (const action of actions) action();
  return result;
}
