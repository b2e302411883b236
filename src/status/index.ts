export { allocate as allocateStatusEntry, type StatusEntry } from './allocate.ts';
export { publishTask as publishStatusListsTask } from './publish-task.ts';
export { statusRoutes } from './routes.ts';
export { setStatus } from './set.ts';
export {
  lockListsOf as lockStatusListsOf,
  type Place as StatusPlace,
  selectEntryStates as listEntryStates,
  selectListByUrl as findListByUrl,
} from './store.ts';
export type { EntryState } from './tables.ts';
