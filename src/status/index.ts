export { allocate as allocateStatusEntry, type StatusEntry } from './allocate.ts';
export { selectOverview as statusOverview } from './publication-store.ts';
export { publishedList as publishList } from './publish.ts';
export { publishTask as publishStatusListsTask } from './publish-task.ts';
export { renewLists } from './renew.ts';
export { statusRoutes } from './routes.ts';
export { resignLists, setStatus } from './set.ts';
export {
  lockListsOf as lockStatusListsOf,
  type Place as StatusPlace,
  selectEntryStates as listEntryStates,
  selectListByUrl as findListByUrl,
} from './store.ts';
export type { EntryState } from './tables.ts';
export { watchStatusLists } from './watch.ts';
