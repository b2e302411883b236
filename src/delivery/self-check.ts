import { browserScripts, scriptPath } from '../browser/index.ts';
import type { SelfCheckView } from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';

/**
 * The check on the reader's own machine, for a page.
 * @returns nothing when the scripts cannot be made: the page is whole without them
 */
export async function selfCheckView(on: Deps, what: Omit<SelfCheckView, 'script'>): Promise<SelfCheckView | undefined> {
  try {
    return { script: await scriptPath('self-check'), ...what };
  } catch (error) {
    on.log.warn({ err: error }, 'the scripts for browsers could not be bundled; pages go without them');
    return undefined;
  }
}

/** Makes the scripts before the first reader waits for them. */
export async function prepareScripts(on: Pick<Deps, 'log'>): Promise<void> {
  await browserScripts().catch((error: unknown) => on.log.warn({ err: error }, 'no scripts for browsers'));
}
