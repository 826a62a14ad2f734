import { ApiProperty } from '@nestjs/swagger';
import { WAYS, type Mapping, type Way } from './people/mapping.js';
import type { Report } from './report/flaws.js';

export const CAMPAIGN_STATES = ['DRAFT', 'SENT'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

class MappingView implements Mapping {
  @ApiProperty({ description: 'The column that says whom a row means' }) person!: string;
  @ApiProperty({ enum: WAYS }) by!: Way;
}

export class ReportView implements Report {
  @ApiProperty({ description: 'Rows that can be sent' }) good!: number;
  @ApiProperty() flawed!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { UNKNOWN: 2, DUPLICATE: 1 },
    description: 'How many rows have which flaw; the rows tell each in words',
  })
  flaws!: Report['flaws'];
}

export class RowSample {
  @ApiProperty({ description: 'The line of the file; its first line is the head' }) number!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { email: 'asha@example.org', amount: '500' },
  })
  fields!: Record<string, string>;
}

/** A list of people as whoever uploaded it sees it. */
export class CampaignView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: CAMPAIGN_STATES }) state!: CampaignState;
  @ApiProperty({ type: [String] }) columns!: string[];
  @ApiProperty() rowCount!: number;
  @ApiProperty({
    type: MappingView,
    nullable: true,
    description: 'Guessed at first; null where nothing looks like it',
  })
  mapping!: Mapping | null;
  @ApiProperty({ type: ReportView, nullable: true, description: 'Null as long as there is no mapping' })
  report!: Report | null;
  @ApiProperty({ type: [RowSample], description: 'The first rows' }) sample!: RowSample[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'What it was sent as' })
  messageId!: string | null;
  @ApiProperty() createdAt!: Date;
}
