import { fileURLToPath } from 'node:url';

/**
 * Where the processes that tests start keep their compiled modules, so that the many starts of a run compile them once. Node goes on without
 * it where the folder cannot be written.
 */
export const compileCache = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/node-compile-cache', import.meta.url)),
};
