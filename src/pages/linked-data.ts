import { absoluteUrl, safeUrl } from './link.ts';
import type { BadgeContentView, IssuerSummaryView, IssuerView, Site } from './views.ts';

/**
 * A badge or achievement as schema.org `EducationalOccupationalCredential`: what can be achieved and who recognizes it. Never says whose
 * badge it is.
 */
export function badgeLinkedData(
  content: BadgeContentView,
  issuer: IssuerSummaryView,
  site: Site,
  achievementUrl: string | undefined,
): unknown {
  const url = safeUrl(achievementUrl);
  return {
    '@context': 'https://schema.org',
    '@type': 'EducationalOccupationalCredential',
    name: content.title,
    description: content.statement,
    identifier: content.code,
    url: absoluteUrl(url ?? site.path, site.baseUrl),
    credentialCategory: 'digital badge',
    inLanguage: content.contentLanguage,
    educationalLevel: content.eqfLevel === undefined ? undefined : `EQF ${content.eqfLevel}`,
    recognizedBy: { '@type': 'Organization', name: issuer.name, url: issuerUrl(issuer, site) },
    competencyRequired: content.skills.map(({ label, concepts: [concept] }) => ({
      '@type': 'DefinedTerm',
      name: label,
      url: safeUrl(concept?.url),
      inDefinedTermSet: concept?.catalogue,
    })),
  };
}

/** An issuer as schema.org `Organization`. */
export function issuerLinkedData({ issuer, description, id, site, website }: IssuerView): unknown {
  return {
    '@context': 'https://schema.org',
    '@type': 'Organization',
    name: issuer.name,
    description,
    identifier: id,
    url: safeUrl(website) ?? issuerUrl(issuer, site),
  };
}

function issuerUrl(issuer: IssuerSummaryView, site: Site): string | undefined {
  const url = safeUrl(issuer.url);
  return url === undefined ? undefined : absoluteUrl(url, site.baseUrl);
}
