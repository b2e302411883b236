/**
 * The website that an issuer is, by its id: where the document of a `did:web` lies, or the https address itself. An issuer that is a key
 * (`did:key`, `did:jwk`) has none, so that nothing proves its name.
 * @returns host and path, in the letters of the network (names in other alphabets look alike); nothing where there is none
 */
export function websiteOf(issuer: string): string | undefined {
  const [name, ...path] = issuer.startsWith('did:web:') ? issuer.slice('did:web:'.length).split(':') : [];
  const url = name === undefined ? issuer : `https://${name.replace(/%3a/i, ':')}/${path.join('/')}`;
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  return protocol === 'https:' ? `${host}${pathname === '/' ? '' : pathname}` : undefined;
}
