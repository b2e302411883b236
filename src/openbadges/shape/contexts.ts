import { credentialContexts } from '../build/credential.ts';
import { pinnedContexts } from '../document-loader.ts';
import { type Finding, finding } from './finding.ts';

const mostContexts = 8;
const baseContexts = ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/2018/credentials/v1'];
const openBadgesContext = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.0\.[1-3])?\.json$/;

/** Which dialect a document speaks: version 2.0 of the VC data model, or the 1.1 that older badges use. */
export function dataModelVersion(contexts: unknown): 1 | 2 {
  return Array.isArray(contexts) && contexts[0] === baseContexts[1] ? 1 : 2;
}

/**
 * `@context` (VC Data Model 2.0 §4.3, Open Badges 3.0 §8.2): strings only, all pinned, the base first, Open Badges second, none twice. An inline
 * object could redefine terms or, with `@vocab`, make anything "defined"; a reordered list means another document.
 */
export function checkContexts(contexts: unknown): Finding[] {
  if (!Array.isArray(contexts)) return [finding('context-not-a-list', ['@context'], 'a list of context addresses was expected')];
  if (contexts.length > mostContexts) return [finding('context-not-a-list', ['@context'], `at most ${mostContexts} contexts are accepted`)];
  const findings = contexts.flatMap((context, index) => {
    if (typeof context === 'string' && pinnedContexts.has(context) && contexts.indexOf(context) === index) return [];
    return [finding('context-not-allowed', ['@context', index], 'the address of a known context was expected, each once')];
  });
  if (!baseContexts.includes(contexts[0])) findings.push(finding('context-order', ['@context', 0], `${baseContexts[0]} must come first`));
  if (!openBadgesContext.test(String(contexts[1]))) findings.push(finding('context-order', ['@context', 1], `${credentialContexts[1]} must come second`));
  return findings;
}
