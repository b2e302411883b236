import type { Profile } from '../model.ts';
import { compact } from './compact.ts';
import type { ProfileFacts } from './facts.ts';

/** A Profile (Open Badges 3.0 §B.1). Always an object: a bare string passes the schema and fails the official validator. */
export function buildProfile(facts: ProfileFacts): Profile {
  return compact({
    id: facts.id,
    type: ['Profile'] as ['Profile'],
    name: facts.name,
    url: facts.url,
    description: facts.description,
    image: facts.image === undefined ? undefined : { id: facts.image, type: 'Image' as const },
    email: facts.email,
    phone: facts.phone,
    address: addressOf(facts),
    otherIdentifier: facts.otherIdentifier?.map(({ identifier, identifierType }) => ({
      type: 'IdentifierEntry' as const,
      identifier,
      identifierType,
    })),
  });
}

/** An Address says something; one without a line is left out. */
function addressOf({ address = {} }: ProfileFacts): Profile['address'] | undefined {
  const lines = compact({ ...address });
  return Object.keys(lines).length === 0 ? undefined : { type: ['Address'], ...lines };
}
