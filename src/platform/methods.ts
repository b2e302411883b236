import type { Http } from './http.ts';

/** Which methods a path takes, in words for `Allow`; empty for a path that does not exist. */
export type MethodsOf = (path: string) => readonly string[];

/**
 * Remembers every route, so that a wrong method can be told from a wrong path (RFC 9110 §15.5.6). To be called before the first route.
 */
export function rememberMethods(http: Http): MethodsOf {
  const routes = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  http.addHook('onRoute', ({ url, method }) => {
    // A route for every method is no page of ours: it answers preflights of browsers.
    if (url === '*' || url === '/*') return;
    const known = routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const each of [method].flat()) known.methods.add(each);
    routes.set(url, known);
  });
  return (path) => {
    const matching = [...routes.values()].filter(({ pattern }) => pattern.test(path));
    return [...new Set(matching.flatMap(({ methods }) => [...methods]))].toSorted();
  };
}

/** `/a/:id` and `/a/*` as find-my-way reads them. */
function patternOf(url: string): RegExp {
  const source = url
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:[A-Za-z]+/g, '[^/]+')
    .replaceAll('*', '.*');
  return new RegExp(`^${source}$`);
}
