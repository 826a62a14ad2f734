import type { Locale } from '../../directory/locales.js';
import type { Channel } from '../vocabulary.js';

/** Which text it is: whose, where it is said, and in which language. */
export interface TemplateKey {
  /** Of a declaration, or the type of what people write themselves. */
  name: string;
  channel: Channel;
  locale: Locale;
}

/** ICU. An SMS and a WhatsApp message have no subject. */
export interface TemplateText {
  subject: string | null;
  body: string;
}

/** The version that stands in the repository. */
export const FILE = 0;
