import clr from '../../contexts/clr-v2p0-context.json' with { type: 'json' };
import clr201 from '../../contexts/clr-v2p0-context-2.0.1.json' with { type: 'json' };
import manifest from '../../contexts/manifest.json' with { type: 'json' };
import ob from '../../contexts/ob-v3p0-context.json' with { type: 'json' };
import ob301 from '../../contexts/ob-v3p0-context-3.0.1.json' with { type: 'json' };
import ob302 from '../../contexts/ob-v3p0-context-3.0.2.json' with { type: 'json' };
import ob303 from '../../contexts/ob-v3p0-context-3.0.3.json' with { type: 'json' };
import obExtensions from '../../contexts/ob-v3p0-extensions.json' with { type: 'json' };
import credentialsExamples from '../../contexts/w3c-credentials-examples-v2.json' with { type: 'json' };
import credentialsStatus from '../../contexts/w3c-credentials-status-v1.json' with { type: 'json' };
import credentials1 from '../../contexts/w3c-credentials-v1.json' with { type: 'json' };
import credentials2 from '../../contexts/w3c-credentials-v2.json' with { type: 'json' };
import did from '../../contexts/w3c-did-v1.json' with { type: 'json' };
import dataIntegrity1 from '../../contexts/w3id-security-data-integrity-v1.json' with { type: 'json' };
import dataIntegrity2 from '../../contexts/w3id-security-data-integrity-v2.json' with { type: 'json' };
import ed25519 from '../../contexts/w3id-security-suites-ed25519-2020-v1.json' with { type: 'json' };
import statusList2021 from '../../contexts/w3id-vc-status-list-2021-v1.json' with { type: 'json' };

/** Named one by one, so that a bundle for a browser holds them: there is no folder to read there. */
const files: Readonly<Record<string, object>> = {
  'clr-v2p0-context-2.0.1.json': clr201,
  'clr-v2p0-context.json': clr,
  'ob-v3p0-context-3.0.1.json': ob301,
  'ob-v3p0-context-3.0.2.json': ob302,
  'ob-v3p0-context-3.0.3.json': ob303,
  'ob-v3p0-context.json': ob,
  'ob-v3p0-extensions.json': obExtensions,
  'w3c-credentials-examples-v2.json': credentialsExamples,
  'w3c-credentials-status-v1.json': credentialsStatus,
  'w3c-credentials-v1.json': credentials1,
  'w3c-credentials-v2.json': credentials2,
  'w3c-did-v1.json': did,
  'w3id-security-data-integrity-v1.json': dataIntegrity1,
  'w3id-security-data-integrity-v2.json': dataIntegrity2,
  'w3id-security-suites-ed25519-2020-v1.json': ed25519,
  'w3id-vc-status-list-2021-v1.json': statusList2021,
};

/** The contexts that can be processed here, by their address, in the order of the manifest. */
export const pinnedDocuments: ReadonlyMap<string, object> = new Map(
  manifest.map(({ url, file }) => {
    const document = files[file];
    if (document === undefined) throw new Error(`contexts/${file} is in the manifest, but nobody imports it`);
    return [url, deepFreeze(document)];
  }),
);

/** Libraries get the very object each time; none of them may change it for the others. */
function deepFreeze<Value extends object>(value: Value): Value {
  for (const nested of Object.values(value)) {
    if (nested !== null && typeof nested === 'object') deepFreeze(nested);
  }
  return Object.freeze(value);
}
