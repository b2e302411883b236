import { describe, expect, test } from 'vitest';
import { inputForms } from '../../src/verification/input/content.ts';
import { readPdf } from '../../src/verification/input/pdf.ts';
import { readQr } from '../../src/verification/input/qr.ts';
import { playedSources } from '../../src/verification/judge/played-sources.test-data.ts';
import { stepNames, verdicts } from '../../src/verification/judge/verdict.ts';
import { judgeSent } from '../../src/verification/judge-sent.ts';
import type { Case } from './case.ts';
import { controllerOf } from './foreign.ts';
import { tables } from './tables.ts';

const all: Case[] = Object.values(tables).flat();

async function judged({ sent, played, recipient }: Case) {
  const what = await sent();
  const world = (await played?.()) ?? { controllers: [controllerOf()] };
  const from = playedSources(world);
  const asked =
    what instanceof URL
      ? { url: what.href }
      : { bytes: Buffer.isBuffer(what) ? what : Buffer.from(typeof what === 'string' ? what : JSON.stringify(what)) };
  return judgeSent({ sent: asked, ...(recipient && { recipient }) }, from, { readers: { pdf: readPdf, qr: readQr } });
}

for (const [theme, cases] of Object.entries(tables)) {
  describe(theme, () => {
    test.each(cases.map((each) => [`${each.name} (${each.clause})`, each] as const))('%s', async (_name, each) => {
      const { verdict, checks, input, issuer } = await judged(each);
      const told = checks.find(({ name }) => name === each.step);
      expect([verdict, told?.code]).toEqual([each.verdict, each.code]);
      if (each.form !== undefined) expect(input.form).toBe(each.form);
      // Whoever signed is named when it is proven, and only then.
      const proven = ['proof', 'issuer'].every((step) =>
        checks.some(({ name, outcome }) => name === step && ['passed', 'warning'].includes(outcome)),
      );
      expect(issuer !== undefined).toBe(proven);
      for (const { message } of checks) expect([message.nl, message.en]).not.toContain('');
    });
  });
}

describe('the table', () => {
  test('has no case twice, and at least 150', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(150);
  });

  test('has every verdict and every form', () => {
    expect(verdicts.filter((verdict) => !all.some((each) => each.verdict === verdict))).toEqual([]);
    expect(inputForms.filter((form) => !all.some((each) => each.form === form))).toEqual([]);
  });

  test('has every step', () => {
    expect(stepNames.filter((step) => !all.some((each) => each.step === step))).toEqual([]);
  });
});
