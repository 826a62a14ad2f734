import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsUUID, ValidateIf } from 'class-validator';

/** One statement marks them; more are for another call. */
const MOST_AT_ONCE = 500;

export class ReadMultiple {
  @ApiProperty({ type: [String], format: 'uuid', maxItems: MOST_AT_ONCE })
  @IsArray()
  @ArrayMaxSize(MOST_AT_ONCE)
  @IsUUID('all', { each: true })
  notificationIds!: string[];
}

export class SeenSome {
  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    maxItems: MOST_AT_ONCE,
    description: 'Left out: everything',
  })
  // Not IsOptional, to which null would mean everything, too.
  @ValidateIf((_body, ids) => ids !== undefined)
  @IsArray()
  @ArrayMaxSize(MOST_AT_ONCE)
  @IsUUID('all', { each: true })
  notificationIds?: string[];
}

class ReadState {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() read!: boolean;
  @ApiProperty({ type: Date, nullable: true }) readAt!: Date | null;
}

export class ReadView {
  @ApiProperty() success!: boolean;
  @ApiProperty({ type: ReadState }) notification!: ReadState;
}

class ArchivedState extends ReadState {
  @ApiProperty() archived!: boolean;
  @ApiProperty({ type: Date, nullable: true }) archivedAt!: Date | null;
}

export class ArchivedView {
  @ApiProperty() success!: boolean;
  @ApiProperty({ type: ArchivedState }) notification!: ArchivedState;
}

export class UpdatedView {
  @ApiProperty() success!: boolean;
  @ApiProperty() updatedCount!: number;
}
