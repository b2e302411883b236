// What the rooms above tell the library about a badge: plain data, every text already in the one language of the badge.

/** An organisation: the issuer, the creator of an achievement, or who assessed on behalf of the issuer. */
export interface ProfileFacts {
  /** A DID or an https address. */
  readonly id: string;
  readonly name: string;
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly image?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly address?: Readonly<Record<string, string | undefined>> | undefined;
  readonly otherIdentifier?: readonly { readonly identifier: string; readonly identifierType: string }[] | undefined;
}

/** A tie to an entry of a catalogue, framework or regulation. */
export interface AlignmentFacts {
  readonly targetName: string;
  /** The URI of the concept, byte for byte. */
  readonly targetUrl: string;
  readonly targetDescription?: string | undefined;
  readonly targetFramework?: string | undefined;
  readonly targetCode?: string | undefined;
  /** One of the enumeration, or `ext:…`. */
  readonly targetType: string;
}

/** One criterion of a rubric with its levels, low to high. */
export interface CriterionFacts {
  readonly id: string;
  readonly name: string;
  /** The id of one of `levels`. */
  readonly requiredLevel: string;
  readonly levels: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly level: number;
  }[];
}

/** The Open Badges face of what can be earned. */
export interface AchievementFacts {
  readonly id: string;
  readonly achievementType: string;
  readonly name: string;
  readonly description: string;
  /** A page for people that says what has to be shown. */
  readonly criteriaUrl: string;
  /** Markdown. */
  readonly criteria: string;
  readonly humanCode: string;
  readonly image?: { readonly url: string; readonly caption: string } | undefined;
  /** BCP 47, such as `nl`. */
  readonly inLanguage: string;
  readonly version: string;
  readonly creator?: ProfileFacts | undefined;
  readonly alignments: readonly AlignmentFacts[];
  /** The same achievement in other languages, and earlier editions. */
  readonly related: readonly {
    readonly id: string;
    readonly inLanguage?: string | undefined;
    readonly version?: string | undefined;
  }[];
  readonly criterions: readonly CriterionFacts[];
  readonly tags: readonly string[];
}

/** How far a learner came on one criterion. */
export interface ResultFacts {
  readonly criterionId: string;
  /** The id of the level that was reached. */
  readonly levelId: string;
  /** The skill level 1–5 that it stands for. Only here: on all fifteen levels it would cost 60 % more signing time. */
  readonly skillLevel?: AlignmentFacts | undefined;
}

export interface EvidenceFacts {
  readonly url?: string | undefined;
  readonly name: string;
  readonly description?: string | undefined;
  readonly narrative?: string | undefined;
  readonly genre?: string | undefined;
}

/** Everything that one badge states. */
export interface CredentialFacts {
  /** The address of the badge. */
  readonly id: string;
  readonly issuer: ProfileFacts;
  readonly validFrom: Date;
  readonly validUntil?: Date | undefined;
  readonly awardedDate: Date;
  /** Who holds it: a DID that the learner has proven, or the salted hash of an e-mail address. */
  readonly subject: { readonly did: string } | { readonly email: string; readonly salt: string };
  readonly activityStart?: Date | undefined;
  readonly activityEnd?: Date | undefined;
  /** Markdown: how it was earned. */
  readonly narrative?: string | undefined;
  readonly assessedBy?: ProfileFacts | undefined;
  readonly results: readonly ResultFacts[];
  readonly evidence: readonly EvidenceFacts[];
  readonly achievement: AchievementFacts;
  readonly status: { readonly listUrl: string; readonly index: number };
}
