import type { Profile } from '../model.ts';
import { compact } from './compact.ts';
import type { ProfileFacts } from './facts.ts';

/** A Profile (Open Badges 3.0 §B.1). Always an object: a bare string passes the schema and fails the official validator. */
export function buildProfile(facts: ProfileFacts): Profile {
  const address = facts.address && compact({ ...facts.address });
  return compact({
    id: facts.id,
    type: ['Profile'] as ['Profile'],
    name: facts.name,
    url: facts.url,
    description: facts.description,
    image: facts.image === undefined ? undefined : { id: facts.image, type: 'Image' as const },
    email: facts.email,
    phone: facts.phone,
    address: address && { type: ['Address'] as ['Address'], ...address },
    otherIdentifier: facts.otherIdentifier?.map(({ identifier, identifierType }) => ({
      type: 'IdentifierEntry' as const,
      identifier,
      identifierType,
    })),
  });
}
