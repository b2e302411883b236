import { mostQuestions } from './limits.ts';
import type { Fetched, Sources, Unavailable } from './sources.ts';
import type { Check } from './verdict.ts';

/**
 * The same sources, each question asked once: one badge often names its issuer, its list and its key in many places (threats.md §2.9), and a
 * second answer that differs from the first must not decide. After {@link mostQuestions} nothing more is asked of anybody.
 */
export function rememberingSources(from: Sources): Sources {
  const controllers = new Map<string, ReturnType<Sources['controller']>>();
  const answers = new Map<string, Promise<Fetched | Unavailable>>();
  const states = new WeakMap<object, Promise<Check | undefined>>();
  const own = from.own;
  const mayAsk = () => controllers.size + answers.size < mostQuestions;
  const silence = async () => 'unreachable' as const;
  return {
    ...from,
    controller: (id) => once(controllers, id, () => (mayAsk() ? from.controller(id) : silence())),
    fetch: (url, wanted) =>
      once(answers, `${wanted.accept} ${url}`, () => (mayAsk() ? from.fetch(url, wanted) : silence())),
    ...(own && {
      own: { ...own, status: (document, issuerId) => once(states, document, () => own.status(document, issuerId)) },
    }),
  };
}

interface Kept<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

function once<Key, Value>(kept: Kept<Key, Value>, key: Key, ask: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const answer = ask();
  kept.set(key, answer);
  return answer;
}
