// The libraries that we sign and verify with carry no types. These are the members we use, as their documentation gives them.

declare module '@digitalbazaar/vc' {
  import type { DocumentLoader } from './document-loader.ts';
  export function issue(options: {
    credential: object;
    suite: object;
    documentLoader: DocumentLoader;
    now?: Date;
  }): Promise<Record<string, unknown>>;
  export function verifyCredential(options: {
    credential: object;
    suite: object;
    documentLoader: DocumentLoader;
    checkStatus?: () => Promise<{ verified: boolean }>;
    now?: Date;
  }): Promise<{ verified: boolean }>;
}

declare module '@digitalbazaar/data-integrity' {
  import type { DocumentLoader } from './document-loader.ts';
  export class DataIntegrityProof {
    constructor(options: { signer?: object; date?: string; cryptosuite: object });
    createProof(options: {
      document: object;
      purpose: object;
      proofSet: object[];
      documentLoader: DocumentLoader;
    }): Promise<Record<string, unknown>>;
    verifyProof(options: {
      proof: object;
      proofSet: object[];
      document: object;
      documentLoader: DocumentLoader;
    }): Promise<{ verified: boolean; error?: Error }>;
  }
}

declare module '@digitalbazaar/ecdsa-sd-2023-cryptosuite' {
  export function createSignCryptosuite(options: { mandatoryPointers: string[] }): object;
  export function createVerifyCryptosuite(): object;
  export function createDiscloseCryptosuite(options: { selectivePointers: string[] }): object;
}

declare module '@digitalbazaar/bbs-2023-cryptosuite' {
  export function createVerifyCryptosuite(): object;
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: { name: string };
}

declare module '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite' {
  export const cryptosuite: { name: string };
}

declare module '@digitalbazaar/eddsa-jcs-2022-cryptosuite' {
  export function createSignCryptosuite(): object;
  export function createVerifyCryptosuite(): object;
}

declare module '@digitalbazaar/ecdsa-multikey' {
  export function fromJwk(key: { jwk: object }): Promise<{
    export(options: { publicKey: true }): Promise<{ publicKeyMultibase: string }>;
  }>;
  export function from(key: object): Promise<{
    signer(): { sign(options: { data: Uint8Array }): Promise<Uint8Array>; id: string; algorithm: string };
  }>;
}

declare module '@digitalbazaar/ed25519-signature-2020' {
  export class Ed25519Signature2020 {
    constructor(options?: object);
  }
}

declare module '@digitalbazaar/ed25519-multikey' {
  interface Multikey {
    signer(): { sign(options: { data: Uint8Array }): Promise<Uint8Array>; id: string; algorithm: string };
    export(options: { publicKey?: boolean; secretKey?: boolean }): Promise<{
      id: string;
      controller: string;
      publicKeyMultibase: string;
      secretKeyMultibase?: string;
    }>;
  }
  export function generate(options?: { id?: string; controller?: string }): Promise<Multikey>;
  export function from(key: object): Promise<Multikey>;
  export function fromJwk(key: { jwk: object; secretKey?: boolean }): Promise<Multikey>;
}

declare module 'jsonld-signatures' {
  import type { DocumentLoader } from './document-loader.ts';

  const jsigs: {
    sign(
      document: object,
      options: { suite: object; purpose: object; documentLoader: DocumentLoader },
    ): Promise<Record<string, unknown>>;
    derive(
      document: object,
      options: { suite: object; purpose: object; documentLoader: DocumentLoader },
    ): Promise<Record<string, unknown>>;
    verify(
      document: object,
      options: { suite: object | object[]; purpose: object; documentLoader: DocumentLoader },
    ): Promise<{ verified: boolean; error?: Error & { errors?: Error[] } }>;
    purposes: {
      AssertionProofPurpose: new (options?: { controller?: object; date?: Date }) => object;
    };
  };
  // biome-ignore lint/style/noDefaultExport: that is how jsonld-signatures exports
  export default jsigs;
}

declare module 'jsonld' {
  const jsonld: {
    canonize(document: object | string, options: object): Promise<string>;
    expand(document: object, options: object): Promise<object[]>;
    toRDF(document: object, options: object): Promise<object[]>;
  };
  // biome-ignore lint/style/noDefaultExport: that is how jsonld exports
  export default jsonld;
}

declare module 'rdf-canonize' {
  export function canonize(dataset: object[], options: { algorithm: string }): Promise<string>;
}
