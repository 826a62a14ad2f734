import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { AnyCase } from '../../platform/http/page-query.js';

const PLATFORMS = ['ANDROID', 'IOS', 'WEB'] as const;
export type Platform = (typeof PLATFORMS)[number];

export class RegisterDevice {
  @ApiProperty({ enum: PLATFORMS })
  @AnyCase()
  @IsIn(PLATFORMS)
  platform!: Platform;

  @ApiProperty({
    maxLength: 4096,
    description:
      'What the push service calls the device, or the JSON of a PushSubscription of a browser; never answered again',
  })
  @IsString()
  @Length(1, 4096)
  @Matches(/^\S*$/, { message: 'token must not hold spaces' })
  token!: string;

  @ApiPropertyOptional({ maxLength: 100, example: 'Pixel 9' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @Length(1, 100)
  @Matches(/^\P{Cc}*$/u, { message: 'name must be one line' })
  name?: string;
}

export class VapidKey {
  @ApiProperty({ description: 'The applicationServerKey to subscribe with' }) publicKey!: string;
}

export class DeviceView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: PLATFORMS }) platform!: Platform;
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() lastSeenAt!: Date;
}
