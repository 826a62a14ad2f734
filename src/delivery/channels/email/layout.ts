interface Layout {
  title: string;
  body: string;
  locale: string;
  action: { url: string; label: string } | undefined;
}

/** A plain, responsive email that follows the reader's dark mode. Everything that people wrote is escaped. */
export function emailHtml({ title, body, locale, action }: Layout): string {
  const paragraphs = body
    .split(/\n{2,}/)
    .map((text) => `<p style="margin:0 0 16px">${escape(text).replaceAll('\n', '<br>')}</p>`)
    .join('');
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
}
</style>
</head>
<body style="margin:0;background:#f3f4f6">
<div class="page" style="background:#f3f4f6;padding:24px 12px">
<div class="card" style="max-width:560px;margin:0 auto;padding:32px 24px;border-radius:12px;background:#ffffff;color:#111827;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Devanagari','Noto Sans Gujarati',sans-serif">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escape(title)}</h1>
${paragraphs}${button}
</div>
</div>
</body>
</html>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
