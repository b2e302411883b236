export { allocate as allocateStatusEntry, type StatusEntry } from './allocate.ts';
export { statusRoutes } from './routes.ts';
export { resignLists, setStatus } from './set.ts';
export { selectEntryByUrl as findEntryByUrl, selectListByUrl as findListByUrl } from './store.ts';
export type { EntryState } from './tables.ts';
