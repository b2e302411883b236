/** Colours of design.md §2; the page around it can set these properties itself. */
const rules = `
:host {
  display: block;
  max-width: 28rem;
  color-scheme: light dark;
  --ink: var(--stempel-ink, #10222c);
  --ink-2: #45545d;
  --card: var(--stempel-card, #ffffff);
  --edge: #6b7c84;
  --link: var(--stempel-link, #2b3a9b);
  font: 1rem/1.45 var(--stempel-font, system-ui, sans-serif);
}
:host([hidden]) { display: none; }
article { background: var(--card); color: var(--ink); border: 1px solid var(--edge); border-radius: 8px; padding: 1rem; }
header { display: flex; gap: 1rem; align-items: center; margin-bottom: 0.75rem; }
h3 { margin: 0; font-size: 1.125rem; line-height: 1.25; overflow-wrap: anywhere; }
p { margin: 0.25rem 0 0; }
a { color: var(--link); display: inline-block; min-height: 24px; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.sign { display: flex; gap: 0.75rem; align-items: center; }
.sign__word { font-weight: 700; margin: 0; }
.sign__why { color: var(--ink-2); font-size: 0.9375rem; }
.shape { width: 2.5rem; height: 2.5rem; flex: none; }
.steps .shape { width: 1.25rem; height: 1.25rem; }
.body, .hole { fill: currentColor; }
.cut { fill: none; stroke: var(--card); }
.hole { fill: var(--card); }
.ring { fill: none; stroke: currentColor; }
.sign--valid .shape, .ok { color: #0b5d3c; }
.sign--revoked .shape, .sign--invalid .shape, .bad { color: #a31b1b; }
.sign--suspended .shape, .sign--valid-with-warnings .shape { color: #7a4a00; }
.open { color: #2f566b; }
details { margin-top: 0.75rem; }
summary { cursor: pointer; min-height: 24px; color: var(--link); }
.steps { list-style: none; margin: 0.5rem 0 0; padding: 0; display: grid; gap: 0.5rem; font-size: 0.9375rem; }
.steps li { display: flex; gap: 0.5rem; }
@media (prefers-color-scheme: dark) {
  :host {
    --ink: var(--stempel-ink, #eaf1f2);
    --ink-2: #aebcc2;
    --card: var(--stempel-card, #16242c);
    --edge: #788b94;
    --link: var(--stempel-link, #b4c0ff);
  }
  .sign--valid .shape, .ok { color: #6fcf9f; }
  .sign--revoked .shape, .sign--invalid .shape, .bad { color: #ff9d94; }
  .sign--suspended .shape, .sign--valid-with-warnings .shape { color: #f2bd5c; }
  .open { color: #9cc3d8; }
}
`;

let made: CSSStyleSheet | undefined;

/** One sheet for every badge on a page. Made by script, because a page that forbids inline style would drop a `<style>`. */
export function widgetStyle(): CSSStyleSheet {
  if (made === undefined) {
    made = new CSSStyleSheet();
    made.replaceSync(rules);
  }
  return made;
}
