/** What LinkedIn's form asks of a licence or certification. */
export interface Certification {
  readonly name: string;
  readonly organisation: string;
  /** The day of awarding, `2026-11-22`. */
  readonly awardedOn: string;
  readonly validUntil?: string | undefined;
  readonly url: string;
  readonly id: string;
}

/** Opens LinkedIn's own form, filled in; nothing is sent before the member presses its button there. */
export function linkedInUrl({ name, organisation, awardedOn, validUntil, url, id }: Certification): string {
  const [issueYear = '', issueMonth = ''] = awardedOn.split('-');
  const [expirationYear = '', expirationMonth = ''] = validUntil?.split('-') ?? [];
  const query = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name,
    organizationName: organisation,
    issueYear,
    issueMonth: String(Number(issueMonth)),
    ...(expirationYear !== '' && { expirationYear, expirationMonth: String(Number(expirationMonth)) }),
    certUrl: url,
    certId: id,
  });
  return `https://www.linkedin.com/profile/add?${query}`;
}
