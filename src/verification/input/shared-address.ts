/** Sites where people show a badge by a link that carries the address of the badge. */
const sharing = /(?:^|\.)(?:linkedin\.com|facebook\.com|twitter\.com|x\.com)$/;

/** Parameters in which such links, and the links of verifiers, carry it. LinkedIn: `certUrl`. */
const parameters = ['certUrl', 'url', 'u', 'badge', 'credential', 'assertion'];

/**
 * The address behind a share link, such as LinkedIn's "add to profile". Those sites have no badge themselves, so they are not asked.
 * @returns nothing for an address that may be of a badge itself
 */
export function sharedAddress(address: string): string | undefined {
  const { hostname, searchParams } = new URL(address);
  return sharing.test(hostname) || searchParams.has('certUrl') ? carriedAddress(address) : undefined;
}

/** The address that another one carries in its query. */
export function carriedAddress(address: string): string | undefined {
  const { searchParams } = new URL(address);
  const values = parameters.map((name) => searchParams.get(name)?.trim());
  return values.find((value) => value !== undefined && /^https:\/\//i.test(value) && URL.canParse(value));
}
