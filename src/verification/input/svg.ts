import { SaxesParser } from 'saxes';
import { badgeLimits } from '../judge/limits.ts';
import { fileLimits, InputError, requireAtMost } from './content.ts';

/** Which element holds the badge: of Open Badges 3.0 (§5.3.2), and of 2.0 (Baking §3). The newer one counts when a file has both. */
const elements = [
  { namespace: 'https://purl.imsglobal.org/ob/v3p0', local: 'credential' },
  { namespace: 'http://openbadges.org', local: 'assertion' },
] as const;

/** One such element: what its attribute `verify` says, and what stands in it. */
interface Baked {
  readonly namespace: string;
  readonly verify: string;
  body: string;
}

/**
 * Takes the badge out of a baked SVG. Nothing of the picture is drawn or run, and nothing that it refers to is looked up.
 * @returns the text of the badge: JSON, a JWS, or (Open Badges 2.0) an address; nothing when the picture is only a picture
 * @throws {InputError} `too-large`, `forbidden-xml`, `damaged-file`, `several-badges`
 */
export function unbakeSvg(bytes: Uint8Array): string | undefined {
  requireAtMost(bytes, fileLimits.svg);
  const baked = bakedIn(new TextDecoder().decode(bytes));
  const namespace = elements.find((each) => baked.some((one) => one.namespace === each.namespace))?.namespace;
  const [first, second] = baked.filter((each) => each.namespace === namespace);
  if (second !== undefined) throw new InputError('several-badges', 'there is more than one badge in the picture');
  if (first === undefined) return undefined;
  const [body, verify] = [first.body.trim(), first.verify.trim()];
  // A badge of 2.0 may be in the body and say in `verify` where it is; of 3.0 it is one or the other, so that two programs read the same.
  if (namespace === elements[0].namespace && body !== '' && verify !== '')
    throw new InputError('several-badges', 'the badge stands both in the attribute verify and in the body');
  return body === '' ? verify : body;
}

function bakedIn(text: string): Baked[] {
  const found: Baked[] = [];
  let open: Baked | undefined;
  let depth = 0;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', ({ message }) => refuse('damaged-file', `the picture is not well-formed XML: ${message}`));
  // Declarations are how XML reaches for other files and grows without end; a picture needs none (threats.md §4).
  parser.on('doctype', () => refuse('forbidden-xml', 'a document type declaration is not accepted'));
  parser.on('opentag', ({ uri, local, attributes }) => {
    depth += 1;
    if (open !== undefined) refuse('damaged-file', 'the badge has elements in it');
    if (depth === 1 && local !== 'svg') refuse('no-badge-in-file', 'this is XML, but no SVG picture');
    if (!elements.some((each) => each.namespace === uri && each.local === local)) return;
    const verify = attributes.verify;
    open = { namespace: uri, verify: verify?.value ?? '', body: '' };
    found.push(open);
  });
  parser.on('closetag', () => {
    depth -= 1;
    open = undefined;
  });
  const add = (more: string) => {
    if (open === undefined) return;
    open.body += more;
    if (open.body.length > badgeLimits.bytes * 2) refuse('too-large', 'the badge in the picture is too large');
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(text).close();
  return found;
}

function refuse(code: 'damaged-file' | 'forbidden-xml' | 'no-badge-in-file' | 'too-large', message: string): never {
  throw new InputError(code, message.slice(0, 300));
}
