import type { Language } from '../content-views.ts';
import { type Html, html } from '../html.ts';

const sans = "font-family:'Atkinson Hyperlegible Next','Segoe UI',Helvetica,Arial,sans-serif";
const paragraph = `margin:0 0 16px;${sans};font-size:17px;line-height:1.5`;
const card = 'margin:0 0 16px;padding:16px 20px;background-color:#ffffff;border-left:6px solid';

/** Many mail readers drop style sheets, so every element carries its own style. The colours are those of the pages, in the light. */
export const mailStyle = {
  from: `margin:0 0 4px;${sans};font-size:15px;line-height:1.5;color:#45545d`,
  title: `margin:0 0 20px;${sans};font-size:26px;line-height:1.25;font-weight:700;color:#10222c`,
  text: `${paragraph};color:#10222c`,
  last: `margin:0;${sans};font-size:17px;line-height:1.5`,
  small: `margin:0 0 16px;${sans};font-size:15px;line-height:1.5;color:#45545d`,
  badge: `${card} #2b3a9b`,
  withdrawn: `${card} #a31b1b`,
  name: `margin:0 0 8px;${sans};font-size:19px;line-height:1.3;font-weight:700;color:#10222c`,
  link: 'color:#2b3a9b;text-decoration:underline',
  button: `display:inline-block;padding:13px 22px;background-color:#2b3a9b;color:#ffffff;${sans};font-size:17px;font-weight:700;text-decoration:none;border-radius:4px`,
  rule: 'margin:28px 0 16px;border:0;border-top:1px solid #cbd5d6',
} as const;

/** The document of a mail. */
export function mailLayout({ language, title, main }: { language: Language; title: string; main: Html }): string {
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light"><title>${title}</title></head>
<body style="margin:0;padding:0;background-color:#eef2f1">
<div lang="${language}" style="max-width:600px;margin:0 auto;padding:28px 20px">
${main}
</div>
</body></html>
`.toString();
}
