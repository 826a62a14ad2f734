import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import type { ProvidersConfig } from '../../../platform/config/providers-config.js';
import type { Deadline } from '../../deadline.js';
import { call, CONNECTIONS } from '../http/call.js';
import { ChannelProvider, type Outcome, type Outgoing, type Provider } from '../provider.js';
import { msg91Outcome } from './msg91-outcome.js';
import { Turns } from '../turns.js';
import { textEach, type Texting } from './texting.js';

type Msg91 = NonNullable<ProvidersConfig['sms']['msg91']>;

/**
 * SMS by MSG91: through the flow of a template, which India asks for, or else as they are. A call could carry several,
 * but has one answer and one id for all of them, so that nobody would know which was refused; so each has its own.
 */
@Injectable()
@ChannelProvider()
export class Msg91Provider implements Provider {
  readonly name = 'msg91';
  readonly channels = ['SMS'] as const;
  readonly configured: boolean;
  private readonly turns = new Turns(CONNECTIONS);

  constructor(private readonly config: Config) {
    this.configured = config.providers.sms.msg91 !== undefined;
  }

  async send(batch: readonly Outgoing[], deadline: Deadline): Promise<Outcome[]> {
    const { msg91 } = this.config.providers.sms;
    if (!msg91) throw new Error('MSG91 is asked, and is not configured');
    const headers = {
      authkey: msg91.authKey,
      'content-type': 'application/json',
      accept: 'application/json',
    };
    return await textEach(batch, this.config, this.turns, deadline, async (texting) => {
      const { path, body } = requestOf(texting, msg91);
      const url = msg91.baseUrl.replace(/\/$/, '') + path;
      return msg91Outcome(await call(url, { headers, body: JSON.stringify(body) }, deadline));
    });
  }
}

function requestOf({ to, text, segments, reference }: Texting, { sender, templateId }: Msg91) {
  // It wants numbers without the plus.
  const mobile = to.slice(1);
  if (templateId !== undefined) {
    return {
      path: '/api/v5/flow',
      body: {
        template_id: templateId,
        sender,
        short_url: '0',
        recipients: [{ mobiles: mobile, VAR1: text, CRQID: reference }],
      },
    };
  }
  return {
    path: '/api/v2/sendsms',
    body: {
      sender,
      // 4: what somebody is waiting for, as opposed to advertising.
      route: '4',
      // The number says the country.
      country: '0',
      ...(segments.encoding === 'UCS-2' && { unicode: '1' }),
      sms: [{ message: text, to: [mobile] }],
      CRQID: reference,
    },
  };
}
