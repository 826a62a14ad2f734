import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TOGETHER } from '../../delivery/channels/order.js';
import { Providers } from '../../delivery/channels/providers.js';
import { Roles } from '../../identity/access.js';
import { CHANNELS } from '../../notifications/vocabulary.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { providerStates, type ProviderState } from './provider-states.sql.js';
import { ChannelProvidersView, type ProviderView } from './providers.dto.js';

@ApiTags('operators')
@Roles('ADMIN')
@Controller('admin/providers')
export class ProvidersController {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly providers: Providers,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'By whom each channel goes, and who of them is down',
    description: 'For SMS in the usual order; SMS_PROVIDERS may have others for numbers of some countries.',
  })
  @ApiOkResponse({ type: [ChannelProvidersView] })
  async list(): Promise<ChannelProvidersView[]> {
    const states = await providerStates(this.database);
    const byName = new Map(states.map((state) => [state.provider, state]));
    const { sendRates } = this.config.providers;
    return CHANNELS.map((channel) => ({
      channel,
      together: TOGETHER.has(channel),
      providers: this.providers
        .of(channel)
        .map(({ name }) => viewOf(name, byName.get(name), sendRates.get(name) ?? null)),
    }));
  }
}

const viewOf = (
  name: string,
  state: ProviderState | undefined,
  ratePerSecond: number | null,
): ProviderView => ({
  name,
  up: !state?.downSince,
  downSince: state?.downSince ?? null,
  nextProbeAt: state?.nextProbeAt ?? null,
  failedProbes: state?.failedProbes ?? 0,
  reason: state?.reason ?? null,
  ratePerSecond,
  promisedUntil: ratePerSecond === null ? null : (state?.promisedUntil ?? null),
});
