import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { AUDITED, type Audited } from '../../platform/audit/audit.js';
import { LimitQuery } from '../../platform/http/page-query.js';

export class AuditQuery extends LimitQuery {
  @ApiPropertyOptional({
    example: 'member:01937b6e-7c00-7000-8000-000000000001',
    description: '`munadi` for what happens by itself',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  actor?: string;

  @ApiPropertyOptional({ enum: AUDITED })
  @IsOptional()
  @IsIn(AUDITED)
  action?: Audited;

  @ApiPropertyOptional({ description: 'The id of what it was done to, such as a message' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  subject?: string;

  @ApiPropertyOptional({ description: 'From the Link header of the page before' })
  @IsOptional()
  @Matches(/^\d{1,18}$/, { message: '$property must be the number of an entry' })
  cursor?: string;
}

export class AuditEntryView {
  @ApiProperty({ example: '12', description: 'They are numbered without gaps' }) id!: string;
  @ApiProperty() at!: Date;
  @ApiProperty({ example: 'member:01937b6e-7c00-7000-8000-000000000001' }) actor!: string;
  @ApiProperty({ type: String, nullable: true, description: 'As they are called now' })
  actorName!: string | null;
  @ApiProperty({ enum: AUDITED }) action!: string;
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) detail!: Record<string, unknown>;
  @ApiProperty({
    description: 'Covers this entry and the one before it; `<id>:<hash>` can be noted as a head',
  })
  hash!: string;
}
