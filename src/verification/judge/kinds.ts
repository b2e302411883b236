/** What was judged. OB 2.0 has rules of its own and is labelled as such. */
export const kinds = ['open-badge-3.0', 'open-badge-3.0-vcdm-1.1', 'clr-2.0', 'endorsement', 'open-badge-2.0'] as const;
export type Kind = (typeof kinds)[number];

/** How a document is kept from change. `hosted`: by nothing but the place where it is found (Open Badges 2.0 §Verification). */
export const securings = ['data-integrity', 'vc-jwt', 'sd-jwt-vc', 'hosted', 'jws'] as const;
export type Securing = (typeof securings)[number];
