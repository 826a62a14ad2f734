import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { AnyCase } from '../../platform/http/page-query.js';
import { IsFutureInstant } from '../future-instant.js';
import { OneLine, Trimmed } from '../../platform/http/text.js';

/** More of the smallest unit is a slip of the finger. */
const MOST = 1_000_000_000;

export class CreatePayment {
  @ApiProperty({ format: 'uuid', description: 'Who is to pay' })
  @IsUUID()
  payerId!: string;

  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Yearly membership' })
  @Trimmed()
  @IsString()
  @Length(1, 200)
  @OneLine()
  purpose!: string;

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    maximum: MOST,
    example: 125_000,
    description: 'In the smallest unit of the currency: 125000 paise are ₹1,250.00',
  })
  @IsInt()
  @Min(1)
  @Max(MOST)
  amount!: number;

  @ApiProperty({ pattern: '^[A-Z]{3}$', example: 'INR', description: 'ISO 4217' })
  @AnyCase()
  @IsIn(Intl.supportedValuesOf('currency'), { message: '$property must be an ISO 4217 currency, like INR' })
  currency!: string;

  @ApiPropertyOptional({
    format: 'date-time',
    example: '2030-12-31T23:59:00+05:30',
    description: 'With an offset',
  })
  @IsOptional()
  @IsFutureInstant()
  dueAt?: string;
}
