import { credentialContexts } from '../build/credential.ts';
import { pinnedContexts } from '../document-loader.ts';
import { type Finding, finding, type Path } from './finding.ts';

const mostContexts = 8;
const baseContexts = ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/2018/credentials/v1'];
const openBadgesContext = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.0\.[1-3])?\.json$/;

/** Which dialect a document speaks: version 2.0 of the VC data model, or the 1.1 that older badges use. */
export function dataModelVersion(contexts: unknown): 1 | 2 {
  return Array.isArray(contexts) && contexts[0] === baseContexts[1] ? 1 : 2;
}

/**
 * `@context` (VC Data Model 2.0 §4.3, Open Badges 3.0 §8.2): strings only, all pinned, none twice, each in its place. An inline object could
 * redefine terms or, with `@vocab`, make anything "defined". The order is not covered by the signature, so only one order is accepted.
 */
export function checkContexts(contexts: unknown, path: Path = ['@context']): Finding[] {
  const unknown = checkKnownContexts(contexts, path);
  return Array.isArray(contexts) && contexts.length <= mostContexts
    ? [...unknown, ...checkOrder(contexts, path)]
    : unknown;
}

/** The part of {@link checkContexts} that holds for everybody's documents: a list of pinned contexts, each once. */
export function checkKnownContexts(contexts: unknown, path: Path): Finding[] {
  if (!Array.isArray(contexts))
    return [finding('context-not-a-list', path, 'a list of context addresses was expected')];
  if (contexts.length > mostContexts)
    return [finding('context-not-a-list', path, `at most ${mostContexts} contexts are accepted`)];
  return contexts.flatMap((context, index) =>
    typeof context === 'string' && pinnedContexts.has(context) && contexts.indexOf(context) === index
      ? []
      : [finding('context-not-allowed', [...path, index], 'the address of a known context was expected, each once')],
  );
}

/** The base first, Open Badges second, and what follows in the order of the pinned list. */
function checkOrder(contexts: readonly unknown[], path: Path): Finding[] {
  if (!baseContexts.includes(String(contexts[0])))
    return [finding('context-order', [...path, 0], `${baseContexts[0]} must come first`)];
  if (!openBadgesContext.test(String(contexts[1])))
    return [finding('context-order', [...path, 1], `${credentialContexts[1]} must come second`)];
  return checkOrderBehind(contexts, path);
}

/** What stands behind the first two follows the order of the pinned list. */
export function checkOrderBehind(contexts: readonly unknown[], path: Path): Finding[] {
  const ranks = contexts.map((context) => [...pinnedContexts].indexOf(String(context)));
  const misplaced = ranks.findIndex((rank, index) => index > 2 && rank < (ranks[index - 1] ?? 0));
  return misplaced < 0
    ? []
    : [finding('context-order', [...path, misplaced], `this must come before ${String(contexts[misplaced - 1])}`)];
}
