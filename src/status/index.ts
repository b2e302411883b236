export { allocate as allocateStatusEntry, type StatusEntry } from './allocate.ts';
export { publishedList as publishList } from './publish.ts';
export { renewLists } from './renew.ts';
export { statusRoutes } from './routes.ts';
export { resignLists, setStatus } from './set.ts';
export {
  selectEntryByUrl as findEntryByUrl,
  selectListByUrl as findListByUrl,
  selectOverview as statusOverview,
} from './store.ts';
export type { EntryState } from './tables.ts';
export { watchStatusLists } from './watch.ts';
