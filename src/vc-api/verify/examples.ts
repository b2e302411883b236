/** A credential and a presentation of it, signed with a key that was thrown away: for whoever tries the verifier out. */
export const exampleCredential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  issuer: 'did:key:z6MkpXGUfQkG2hKRjTzJgDBGZWyuyWugxCze4HdaeVhJJLpQ',
  validFrom: '2026-01-05T00:00:00Z',
  credentialSubject: {
    id: 'did:example:holder',
    name: 'Noor',
  },
  proof: {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: '2026-01-05T09:00:00Z',
    verificationMethod:
      'did:key:z6MkpXGUfQkG2hKRjTzJgDBGZWyuyWugxCze4HdaeVhJJLpQ#z6MkpXGUfQkG2hKRjTzJgDBGZWyuyWugxCze4HdaeVhJJLpQ',
    proofPurpose: 'assertionMethod',
    proofValue: 'z5e5iyijXoNSUa1ibY3RKCaZxGg9Qo7J6f2STUpizTzFhHkt8TMDS5mtnhXcGcE6t6nhGcGsaNL8EFVdSSxdWCKvt',
  },
};

export const exampleDomain = { domain: 'verifier.example', challenge: '3f2a91c0' };

export const examplePresentation = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiablePresentation'],
  holder: 'did:key:z6MkpXGUfQkG2hKRjTzJgDBGZWyuyWugxCze4HdaeVhJJLpQ',
  verifiableCredential: [exampleCredential],
  proof: {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: '2026-01-05T09:00:00Z',
    verificationMethod:
      'did:key:z6MkpXGUfQkG2hKRjTzJgDBGZWyuyWugxCze4HdaeVhJJLpQ#z6MkpXGUfQkG2hKRjTzJgDBGZWyuyWugxCze4HdaeVhJJLpQ',
    proofPurpose: 'authentication',
    domain: 'verifier.example',
    challenge: '3f2a91c0',
    proofValue: 'z3mwoQKASmyxG8zC9N8LbCtjczaZEsK8Qxku8y1GYfzqcZDyEFmMuNZwwjGYRGDiDfdDVRYHnHSQZwionrDcumgPJ',
  },
};
