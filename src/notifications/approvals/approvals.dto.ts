import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateIf } from 'class-validator';

const MOST = 2_147_483_647;

export class RefuseMessage {
  @ApiPropertyOptional({ maxLength: 500, description: 'For its sender' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

export class RequireApproval {
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    nullable: true,
    description: 'What goes to more people than this, a second head approves; null for never',
  })
  @ValidateIf((_body, value) => value !== null)
  @IsInt()
  @Min(0)
  @Max(MOST)
  above!: number | null;
}

export class CommunityApproval {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: 'integer', nullable: true }) approvalAbove!: number | null;
}
