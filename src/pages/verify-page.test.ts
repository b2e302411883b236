import { describe, expect, test } from 'vitest';
import { site, verdicts, verifyView } from './example-views.ts';
import { renderVerifyPage } from './verify-page.ts';
import type { VerifyResultView } from './views.ts';
import { wordsOf } from './words/words.ts';

const found: VerifyResultView = verifyView.result ?? expect.fail('the example has a result');

describe('the form', () => {
  const page = renderVerifyPage({ site }, 'en');

  test('works without a script: it posts an address or the badge itself', () => {
    expect(page).toMatch(/<form[^>]* method="post" enctype="multipart\/form-data" action="\/verify\?lang=en"/);
    expect(page).toMatch(/<input[^>]* name="url"/);
    expect(page).toMatch(/<textarea[^>]* name="credential"/);
    expect(page).toMatch(/<button[^>]* type="submit"/);
    expect(page).not.toContain('<script');
  });

  test('every field has a label', () => {
    for (const [, id] of page.matchAll(/<(?:input|textarea) id="([^"]*)"/g))
      expect(page).toContain(`<label for="${id}">`);
  });

  test('gives back what was sent, and says what was wrong with it', () => {
    const input = { url: 'https://a.example/?a=1&b=2', credential: '{"x":"</textarea>"}' };
    const again = renderVerifyPage({ site, input, inputProblem: 'Not an address.' }, 'en');
    expect(again).toContain('value="https://a.example/?a=1&amp;b=2"');
    expect(again).toContain('{&quot;x&quot;:&quot;&lt;/textarea&gt;&quot;}</textarea>');
    expect(again).toMatch(/role="alert"[^>]*>Not an address\./);
  });
});

describe('the result', () => {
  test.each(verdicts)('$verdict has its own sign and word, before the form', (verdict) => {
    for (const language of ['nl', 'en'] as const) {
      const page = renderVerifyPage({ ...verifyView, result: { ...found, verdict } }, language);
      const { word } = wordsOf(language).verdicts[verdict.verdict];
      expect(page).toContain(`<p class="sign__word">${word}</p>`);
      expect(page).toContain(`sign--${verdict.verdict}" role="status"`);
      expect(page.indexOf('class="sign ')).toBeLessThan(page.indexOf('<form'));
    }
  });

  test('names every check with its outcome, also that nobody checked who showed the badge', () => {
    const checks = found.verdict.checks.filter(({ name }) => name !== 'holder');
    const page = renderVerifyPage({ ...verifyView, result: { ...found, verdict: { ...found.verdict, checks } } }, 'nl');
    expect(page).toContain('Er is niets veranderd');
    expect(page).toContain('Wie hem liet zien, is niet gecontroleerd');
  });

  test.each(verdicts.filter(({ verdict }) => ['invalid', 'malformed', 'issuer-not-proven'].includes(verdict)))(
    'of a badge that is $verdict nothing is told as if it were so',
    (verdict) => {
      const page = renderVerifyPage({ ...verifyView, result: { ...found, verdict } }, 'nl');
      expect(page).not.toContain('Noor');
      expect(page).not.toContain('class="rubric');
      expect(page).not.toContain('Uitgegeven door');
    },
  );

  test('of a badge that is genuine with a remark is told in full, by its issuer', () => {
    const verdict = { ...found.verdict, verdict: 'valid-with-warnings' as const };
    const page = renderVerifyPage({ ...verifyView, result: { ...found, verdict } }, 'en');
    expect(page).toContain('class="rubric');
    expect(page).toContain(`Issued by ${found.issuerName}`);
    expect(page).not.toContain('The badge names as its issuer');
  });

  test('is not for search engines, while the empty form is', () => {
    expect(renderVerifyPage(verifyView, 'nl')).toContain('content="noindex"');
    expect(renderVerifyPage({ site }, 'nl')).not.toContain('content="noindex"');
  });

  test('a report or a badge page is offered only where there is one', () => {
    const { badgeUrl: _badge, reportUrl: _report, ...rest } = found;
    const page = renderVerifyPage({ ...verifyView, result: rest }, 'nl');
    expect(page).not.toContain('Bekijk de hele badge');
    expect(page).not.toContain('controlerapport');
  });
});
