import { ApiProperty } from '@nestjs/swagger';
import { CHANNELS, type Channel } from '../../notifications/vocabulary.js';

export class ProviderView {
  @ApiProperty({ example: 'twilio' }) name!: string;
  @ApiProperty({ description: 'False while nobody asks it, because it was down or asked for patience' })
  up!: boolean;
  @ApiProperty({ type: Date, nullable: true }) downSince!: Date | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When somebody asks it again' })
  nextProbeAt!: Date | null;
  @ApiProperty({ description: 'How often it was asked in vain since then' }) failedProbes!: number;
  @ApiProperty({ type: String, nullable: true, description: 'What it said last' }) reason!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'How many it takes in a second, by SEND_RATES' })
  ratePerSecond!: number | null;
  @ApiProperty({ type: Date, nullable: true, description: 'Until when the turns are given away' })
  promisedUntil!: Date | null;
}

export class ChannelProvidersView {
  @ApiProperty({ enum: CHANNELS }) channel!: Channel;
  @ApiProperty({ description: 'Whether all are asked at once, and not one after another' })
  together!: boolean;
  @ApiProperty({ type: [ProviderView], description: 'In the order in which they are asked; none: it fails' })
  providers!: ProviderView[];
}
