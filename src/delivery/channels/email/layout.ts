interface Action {
  url: string;
  label: string;
}

/** One of several things that an email tells. */
export interface Listed {
  title: string;
  message: string;
  at: string;
  action: Action | undefined;
}

interface Layout {
  title: string;
  body: string;
  list: readonly Listed[];
  /** What is said after the list. */
  closing: string | undefined;
  locale: string;
  action: Action | undefined;
}

/** A plain, responsive email that follows the reader's dark mode. Everything that people wrote is escaped. */
export function emailHtml({ title, body, list, closing, locale, action }: Layout): string {
  const button = action
    ? `<p style="margin:24px 0 0"><a href="${escape(action.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0f766e;color:#ffffff;text-decoration:none;font-weight:600">${escape(action.label)}</a></p>`
    : '';
  return `<!doctype html>
<html lang="${escape(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>
@media (prefers-color-scheme: dark) {
  body, .page { background: #111827 !important; }
  .card { background: #1f2937 !important; color: #f3f4f6 !important; }
  .quiet { color: #9ca3af !important; }
  .link { color: #5eead4 !important; }
  .entry { border-color: #374151 !important; }
}
</style>
</head>
<body style="margin:0;background:#f3f4f6">
<div class="page" style="background:#f3f4f6;padding:24px 12px">
<div class="card" style="max-width:560px;margin:0 auto;padding:32px 24px;border-radius:12px;background:#ffffff;color:#111827;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Devanagari','Noto Sans Gujarati',sans-serif">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escape(title)}</h1>
${paragraphs(body)}${list.map(entry).join('\n')}${closing === undefined ? '' : paragraphs(closing)}${button}
</div>
</div>
</body>
</html>`;
}

const paragraphs = (text: string) =>
  text
    .split(/\n{2,}/)
    .map((each) => `<p style="margin:0 0 16px">${escape(each).replaceAll('\n', '<br>')}</p>`)
    .join('');

function entry({ title, message, at, action }: Listed): string {
  const link = action
    ? `<br><a class="link" href="${escape(action.url)}" style="color:#0f766e;font-weight:600">${escape(action.label)}</a>`
    : '';
  return `<div class="entry" style="margin:0 0 16px;padding:0 0 16px;border-bottom:1px solid #e5e7eb">
<div style="font-weight:600">${escape(title)}</div>
<div class="quiet" style="font-size:13px;color:#6b7280">${escape(at)}</div>
<div style="margin:4px 0 0">${escape(message)}${link}</div>
</div>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
