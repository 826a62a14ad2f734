import type { Config } from '../../../platform/config/config.js';
import { shorten } from '../../../notifications/wording/shorten.js';
import { cut } from '../cut.js';
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
const LONGEST_TITLE = 200;

const BODY: Record<Preset, (told: Told) => object> = {
  standard: ({ type, at, title, message, link, also }) => ({
    type,
    timestamp: at.toISOString(),
    data: { title, message, link, ...also },
  }),
  slack: ({ title, message, link }) => ({
    text: inLines(
      `*${slackText(headline(title))}*`,
      message,
      link && `<${slackLink(link)}>`,
      'slack',
      slackText,
    ),
  }),
  discord: ({ title, message, link }) => ({
    content: inLines(`**${discordText(headline(title))}**`, message, link, 'discord', discordText),
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
    // Never one that reads it: Slack and Discord look at each address they are told, to show what is there.
    link: targetOf(item.link, config) ?? null,
    also: { id: notificationId, type, priority, data },
  };
}

/** The moment that a UUIDv7 begins with, so that a repetition tells the same. */
const madeAt = (id: string) => new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));

/** In one line, or what makes it bold would stand there as stars. */
const headline = (title: string) => shorten(title, LONGEST_TITLE);

/** As much of the message as there is room for, as it is once it is escaped; a link is whole or it is none. */
function inLines(
  title: string,
  message: string,
  link: string | null,
  where: keyof typeof LONGEST,
  escaped: (text: string) => string,
): string {
  const longest = LONGEST[where];
  const last = link && link.length <= longest / 2 ? `\n${link}` : '';
  const room = longest - title.length - 1 - last.length;
  const fits = (text: string) => escaped(text).length <= room;
  // A character is a unit at least, so the rest is not looked at.
  const words = fits(message) ? message : cut(message.slice(0, longest).toWellFormed(), () => '…', fits);
  return `${title}\n${escaped(words)}${last}`;
}

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
