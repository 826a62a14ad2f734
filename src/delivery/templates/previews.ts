import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import type { TextValues } from '../../notifications/catalog/declare.js';
import { HAS_SUBJECT, type Templatable } from '../../notifications/templates/templatable.js';
import type { TemplateText } from '../../notifications/templates/template-key.js';
import { templateMistakes } from '../../notifications/templates/template-mistakes.js';
import { Templates } from '../../notifications/templates/templates.js';
import { fill, type Said } from '../../notifications/wording/say.js';
import { Config } from '../../platform/config/config.js';
import { notRight } from '../../platform/http/validation.js';
import { emailOf } from '../channels/email/compose.js';
import type { Outgoing } from '../channels/provider.js';
import { pushOf } from '../channels/push/compose.js';
import { smsOf } from '../channels/sms/compose.js';
import type { Addressed } from './address.js';
import type { PreviewTemplate } from './templates.dto.js';
import type { PreviewView } from './templates.view.js';

/** What a text would look like, with the sample of its declaration. Nothing is saved or sent. */
@Injectable()
export class Previews {
  constructor(
    private readonly config: Config,
    private readonly templates: Templates,
  ) {}

  async preview(caller: Caller, at: Addressed, asked: PreviewTemplate): Promise<PreviewView> {
    const said = await this.said(caller, at, asked);
    const { channel } = at.key;
    const shown = { subject: HAS_SUBJECT[channel] ? said.title : null, body: said.message };
    const item = outgoing(caller, at, said);
    if (channel === 'SMS') {
      const { text, segments } = smsOf({ ...item, link: null }, this.config);
      return { ...shown, body: text, segments };
    }
    if (channel === 'PUSH') {
      const { title, body } = pushOf(item, this.config);
      return { subject: title, body };
    }
    if (channel !== 'EMAIL') return shown;
    const { subject, text, html } = emailOf(item, this.config);
    return { ...shown, subject, text, html };
  }

  /** The words of a version, or of a text that is not saved yet. */
  async said(
    caller: Caller,
    { templatable, key }: Addressed,
    { subject, body, version, data }: PreviewTemplate,
  ): Promise<Said> {
    const saved = await this.templates.text(templatable, key, version ?? (await this.templates.current(key)));
    const text = { subject: subject ?? saved.subject, body: body ?? saved.body };
    const mistakes = templateMistakes(templatable, key, text);
    if (mistakes.length > 0) throw notRight(mistakes);
    const values = withData(templatable.sample(key.locale), data ?? {});
    return filled(text, values, { caller, key });
  }
}

function filled(
  { subject, body }: TemplateText,
  values: TextValues,
  { caller, key }: { caller: Caller; key: Addressed['key'] },
): Said {
  const reader = { locale: key.locale, timezone: caller.timezone };
  try {
    return fill({ title: subject ?? '', message: body }, values, reader);
  } catch (error) {
    throw notRight([{ path: 'data', message: `does not fit the text (${(error as Error).message})` }]);
  }
}

/** Only what the declaration gives as well, so that no preview shows what no message could say. */
function withData(sample: TextValues, data: TextValues): TextValues {
  const unknown = Object.keys(data).filter((name) => !Object.hasOwn(sample, name));
  if (unknown.length === 0) return { ...sample, ...data };
  const names = Object.keys(sample).join(', ');
  throw notRight(unknown.map((name) => ({ path: `data.${name}`, message: `is not one of ${names}` })));
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

function outgoing(caller: Caller, { templatable, key }: Addressed, said: Said): Outgoing {
  const { locale, channel } = key;
  return {
    deliveryId: NO_ID,
    notificationId: NO_ID,
    messageId: NO_ID,
    userId: caller.userId,
    channel,
    to: caller.email ?? '',
    type: templatable.type,
    declaration: declarationOf(templatable),
    priority: 'MEDIUM',
    lane: 'important',
    said,
    data: {},
    link: '/',
    reader: { locale, timezone: caller.timezone },
  };
}

const declarationOf = ({ name, event }: Templatable) => (event === null ? null : name);
