import type { Channel } from '../feed/notification';

/** What an SMS and a push keep of a text; the rest is read in the app or the email. */
const SMS_PLAIN = 160;
const SMS_OTHER = 70;
const PUSH = 150;

/** The letters that an SMS carries cheaply: GSM 03.38. Devanagari and Gujarati are not among them. */
const GSM = /^[A-Za-z0-9 \r\n@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà^{}\\[~\]|€]*$/;

export interface Counted {
  readonly length: number;
  /** The channels that show only a beginning of it, and how much of it. */
  readonly shortened: readonly { readonly channel: Channel; readonly to: number }[];
}

export function counted(text: string, channels: readonly Channel[]): Counted {
  const length = text.trim().length;
  const limits = [
    { channel: 'SMS', to: GSM.test(text) ? SMS_PLAIN : SMS_OTHER },
    { channel: 'PUSH', to: PUSH },
  ] as const;
  return {
    length,
    shortened: limits.filter(({ channel, to }) => channels.includes(channel) && length > to),
  };
}
