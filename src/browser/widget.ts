import { canCheck, checkHere, fetchBadge, stepBlock, verdictBlock } from './check.ts';
import { make, momentIn } from './dom.ts';
import { type BadgeFace, readFace } from './face.ts';
import { widgetStyle } from './widget-style.ts';
import { type CheckWords, languageOf, wordsIn } from './words.ts';

/** `<stempel-badge src="https://…/credentials/…">`: a badge on somebody's own page, verified by the browser of whoever looks at it. */
class StempelBadge extends HTMLElement {
  static readonly observedAttributes = ['src', 'lang'];

  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #seen = new IntersectionObserver(([entry]) => {
    if (entry?.isIntersecting !== true) return;
    this.#seen.disconnect();
    void this.#show();
  });

  connectedCallback(): void {
    this.#root.adoptedStyleSheets = [widgetStyle()];
    // What nobody sees costs nobody anything: the badge and the verifier are loaded when this comes into view.
    this.#seen.observe(this);
  }

  disconnectedCallback(): void {
    this.#seen.disconnect();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#seen.observe(this);
  }

  async #show(): Promise<void> {
    const source = this.getAttribute('src') ?? '';
    const language = languageOf(this);
    const words = wordsIn(language);
    this.#draw(make('p', {}, words.running));
    const text = isAddress(source) ? await fetchBadge(source) : undefined;
    if (text === undefined) return this.#draw(make('p', {}, words.notReachable));
    const able = await canCheck();
    if (!able) return this.#draw(make('p', {}, words.tooOld), make('a', { href: source, part: 'link' }, words.open));
    const verification = await checkHere(text, import.meta.url);
    // Somebody may have named another badge meanwhile.
    if (this.getAttribute('src') !== source) return;
    const { issuer, credential } = verification;
    const line = words.checkedBy(momentIn(language, new Date()));
    this.#draw(
      // What nobody signed is not repeated as if it were known (threats.md §2.12).
      ...(issuer && credential ? faceBlock(readFace(credential, source), source, words, issuer.website) : []),
      verdictBlock(verification, language, line),
      make('details', {}, make('summary', {}, words.steps), stepBlock(verification, language)),
      make('p', {}, make('a', { href: source, part: 'link' }, words.open)),
    );
    this.dataset.verdict = verification.verdict;
  }

  #draw(...children: readonly HTMLElement[]): void {
    this.#root.replaceChildren(make('article', { 'aria-live': 'polite', part: 'card' }, ...children));
  }
}

function faceBlock(
  { title, issuer, image }: BadgeFace,
  source: string,
  { issuedBy, provenOwner, nameless }: CheckWords,
  website: string | undefined,
): HTMLElement[] {
  const words = make('div', {}, make('h3', { part: 'title' }, make('a', { href: source }, title)));
  if (issuer !== undefined) words.append(make('p', {}, issuedBy(issuer)));
  // A name is the issuer's own word, and may look like a website itself.
  words.append(make('p', { part: 'website' }, website === undefined ? nameless : provenOwner(website)));
  const picture = image === undefined ? [] : [make('img', { src: image, alt: '', width: '96', height: '96' })];
  return [make('header', {}, ...picture, words)];
}

function isAddress(source: string): boolean {
  return URL.canParse(source) && /^https?:$/.test(new URL(source).protocol);
}

if (customElements.get('stempel-badge') === undefined) customElements.define('stempel-badge', StempelBadge);
