import { isObject } from '../../src/openbadges/index.ts';

/**
 * What a document says, by rules of its own that know no RDF, so that a fault of canonicalizing is no fault of this too. JSON-LD has sets where
 * JSON has lists: the order is none, except where a context says so, and one thing is written like a list of one. Which contexts there are
 * does not change what the words mean, or else the signature over that meaning would not fit; they are left out here.
 * @returns the same text for documents that say the same
 */
export function meaningOf(document: unknown): string {
  return plain(document);
}

function plain(value: unknown, name = ''): string {
  if (Array.isArray(value)) {
    const items = value.map((each) => plain(each, name));
    if (items.length === 1) return items[0] ?? '';
    return `[${(name === 'allowedValue' ? items : items.toSorted()).join()}]`;
  }
  if (!isObject(value))
    return JSON.stringify(name === 'type' && value === 'AchievementCredential' ? alias : value) ?? '';
  const members = Object.entries(value)
    .filter(([key, member]) => key !== '@context' && member !== undefined)
    .map(([key, member]) => `${JSON.stringify(key)}:${plain(member, key)}`);
  return `{${members.toSorted().join()}}`;
}

/** The context of Open Badges gives both names the same address. */
const alias = 'OpenBadgeCredential';
