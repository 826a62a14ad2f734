import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import type { Channel } from '../../notifications/vocabulary.js';
import { CannotStart } from '../../platform/config/cannot-start.js';
import { Config } from '../../platform/config/config.js';
import { inOrder } from './order.js';
import { IS_PROVIDER, type Provider } from './provider.js';

export const SANDBOX = 'sandbox';

/** Which providers a channel goes through. */
@Injectable()
export class Providers implements OnModuleInit {
  private all: Provider[] = [];

  constructor(
    private readonly config: Config,
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    this.all = this.discovery
      .getProviders()
      .filter(({ metatype }) => metatype && this.reflector.get(IS_PROVIDER, metatype))
      .map(({ instance }) => instance as Provider);
    const names = this.all.map(({ name }) => name);
    const stranger = [...this.config.providers.sendRates.keys()].find((name) => !names.includes(name));
    if (stranger === undefined) return;
    throw new CannotStart(`SEND_RATES names ${stranger}, which sends nothing: take ${names.join(', ')}.`);
  }

  /**
   * The first is asked, the next ones while it is down, and when it fails for good. The order may depend on the
   * address. The sandbox stands in for what is not configured, but never in production, where that fails the delivery.
   */
  of(channel: Channel, to: string | null = null): readonly Provider[] {
    const able = this.all.filter((each) => each.configured && each.channels.includes(channel));
    const real = able.filter((each) => each.name !== SANDBOX);
    const ordered = inOrder(channel, real, this.config.providers.sms.order, to);
    if (ordered.length > 0 || this.config.environment === 'production') return ordered;
    return able.filter((each) => each.name === SANDBOX);
  }
}
