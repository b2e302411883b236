import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleCredential, exampleDomain, examplePresentation } from '../../src/vc-api/verify/examples.ts';
import { makeWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const credentials = '/vc-api/verifier/credentials/verify';
const presentations = '/vc-api/verifier/presentations/verify';

test('a credential with a good proof verifies, and the answer says what was not looked at', async () => {
  const { status, body } = await world.stranger.post(credentials, { verifiableCredential: exampleCredential });
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { verified: true, checks: ['proof'], errors: [], problemDetails: [] },
  });
  expect(body.warnings).toContain('issuer binding not evaluated');
});
test('a presentation', async () => {
  const { status, body } = await world.stranger.post(presentations, {
    verifiablePresentation: examplePresentation,
    options: exampleDomain,
  });
  expect({ status, body }).toMatchObject({ status: 200, body: { verified: true, errors: [] } });
});
