import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import type { Channel } from '../../notifications/vocabulary.js';
import { Config } from '../../platform/config/config.js';
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
  }

  /**
   * The first is asked, the next ones when it fails for good. The sandbox stands in for what is not configured,
   * but never in production, where that fails the delivery.
   */
  of(channel: Channel): Provider[] {
    const able = this.all.filter((each) => each.configured && each.channels.includes(channel));
    const real = able.filter((each) => each.name !== SANDBOX);
    if (real.length > 0 || this.config.environment === 'production') return real;
    return able;
  }
}
