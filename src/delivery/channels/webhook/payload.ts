import type { Config } from '../../../platform/config/config.js';
import { targetOf } from '../link.js';
import type { Outgoing } from '../provider.js';
import type { Preset } from './presets.js';

/** What is told, before it is put as whoever is called wants to hear it. */
export interface Told {
  type: 'notification' | 'test';
  at: Date;
  title: string;
  message: string;
  link: string | null;
  /** What a program may want to know besides. */
  also: Record<string, unknown>;
}

const LONGEST: Record<'slack' | 'discord', number> = { slack: 4_000, discord: 2_000 };

const BODY: Record<Preset, (told: Told) => object> = {
  standard: ({ type, at, title, message, link, also }) => ({
    type,
    timestamp: at.toISOString(),
    data: { title, message, link, ...also },
  }),
  slack: ({ title, message, link }) => ({
    text: inLines(`*${slackText(title)}*`, slackText(message), link && `<${slackLink(link)}>`, LONGEST.slack),
  }),
  discord: ({ title, message, link }) => ({
    content: inLines(`**${discordText(title)}**`, discordText(message), link, LONGEST.discord),
    // Whoever is named in a message is not called by it.
    allowed_mentions: { parse: [] },
  }),
};

export const bodyOf = (told: Told, preset: Preset): string => JSON.stringify(BODY[preset](told));

export function toldOf(item: Outgoing, config: Config): Told {
  const { notificationId, said, data, type, priority } = item;
  return {
    type: 'notification',
    at: madeAt(notificationId),
    title: said.title,
    message: said.message,
    // Never the tracked one: a program or a preview follows it by itself, and nobody has read it.
    link: targetOf(item.link, config) ?? null,
    also: { id: notificationId, type, priority, data },
  };
}

/** The moment that a UUIDv7 begins with, so that a repetition tells the same. */
const madeAt = (id: string) => new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));

/** As much of the message as there is room for; a link is whole or it is none. */
function inLines(title: string, message: string, link: string | null, longest: number): string {
  const last = link && link.length <= longest / 2 ? `\n${link}` : '';
  const text = `${title}\n${message}`;
  const room = longest - last.length;
  return `${text.length <= room ? text : `${cut(text, room - 1)}…`}${last}`;
}

/** Without the half of a character, or of what was escaped, at its end. */
const cut = (text: string, length: number) =>
  text.slice(0, length).replace(/(?:[\ud800-\udbff]|\\|&[a-z]{0,3})$/, '');

/** Text is text: nobody is called by `<!channel>`, and no link says that it leads elsewhere. */
const slackText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What comes after a `|` would be shown in place of the address. */
const slackLink = (link: string) => slackText(link).replaceAll('|', '%7C');

/** The address of a link stays one. */
const discordText = (text: string) =>
  text.replaceAll(/https?:\/\/[^\s<>[\]()*|~`\\]+|[\\*_~`|<>[\]()#]/g, (found) =>
    found.length > 1 ? found : `\\${found}`,
  );
