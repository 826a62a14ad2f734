import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { AsBoolean, LimitQuery } from '../../../platform/http/page-query.js';
import { RowSample } from '../campaign.view.js';
import { SenderView } from '../../sending/message.view.js';
import { FLAW_CODES, type Flaw, type FlawView } from './flaws.js';

/** Of any file, as the database counts them. */
const LAST_LINE = 2_147_483_647;

class RowFlaw implements FlawView {
  @ApiProperty({ enum: FLAW_CODES }) code!: Flaw;
  @ApiProperty() message!: string;
}

export class RowView extends RowSample {
  @ApiProperty({ type: SenderView, nullable: true }) person!: { id: string; name: string } | null;
  @ApiProperty({ type: RowFlaw, nullable: true, description: 'Why nothing is sent for it' })
  flaw!: FlawView | null;
}

export class RowsQuery extends LimitQuery {
  @ApiPropertyOptional({ type: 'boolean', description: 'Only those with a flaw, or only those without' })
  @IsOptional()
  @AsBoolean()
  @IsBoolean()
  flawed?: boolean;

  @ApiPropertyOptional({ type: 'integer', description: 'From the Link header of the page before' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LAST_LINE)
  cursor?: number;
}
