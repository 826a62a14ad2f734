import { escape, linked, paragraphs } from './escape.js';
import type { Frame } from './frame.js';

/** One of several things that an email tells. */
export interface Listed {
  title: string;
  message: string;
  at: string;
  url: string | undefined;
}

export interface Letter {
  title: string;
  body: string;
  list: readonly Listed[];
  /** What is said after the list. */
  closing: string | undefined;
  url: string | undefined;
  /** Where one click unsubscribes; nothing where nobody can. */
  unsubscribe: string | undefined;
  open: string;
}

/** As much as a list of emails shows beside the subject. */
const GLIMPSE = 140;

/** A responsive email that follows the reader's dark mode. Everything that people wrote is escaped. */
export function emailHtml(letter: Letter, frame: Frame): string {
  const { title, body, list, closing, url, unsubscribe, open } = letter;
  const because = unsubscribe === undefined ? frame.becauseAll : frame.because;
  return `${frame.head}<title>${escape(title)}</title>
</head>
<body>
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escape(glimpse(body))}</div>
${frame.top}<h1 dir="auto">${escape(title)}</h1>
${paragraphs(body)}
${list.map((each) => entry(each, open)).join('')}${closing === undefined ? '' : paragraphs(closing)}${
    url === undefined ? '' : frame.button.join(escape(url))
  }${because}${unsubscribe === undefined ? '' : frame.unsubscribe.join(escape(unsubscribe))}${frame.bottom}`;
}

const glimpse = (body: string) => body.slice(0, GLIMPSE).toWellFormed().replace(/\s+/g, ' ');

const entry = ({ title, message, at, url }: Listed, open: string) =>
  `<div class="entry"><div class="name" dir="auto">${escape(title)}</div>
<div class="quiet">${escape(at)}</div>
<div dir="auto">${linked(message)}</div>${
    url === undefined ? '' : `<a class="link" href="${escape(url)}">${open}</a>`
  }</div>
`;
