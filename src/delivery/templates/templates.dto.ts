import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsObject, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';
import type { TextValues } from '../../notifications/catalog/declare.js';
import { IsData } from '../../notifications/sending/data.js';
import { MAX_BYTES, MAX_SUBJECT } from '../../notifications/templates/template-mistakes.js';
import { Lines, OneLine } from '../../platform/http/text.js';

const MAX_VERSION = 2 ** 31 - 1;
const VERSION = { type: 'integer', minimum: 0, maximum: MAX_VERSION } as const;
const SUBJECT = {
  maxLength: MAX_SUBJECT,
  example: '“{title}” is approved',
  description:
    'ICU, in one line. Of an email, and the title elsewhere; an SMS and a WHATSAPP message have none',
};
const BODY = {
  maxLength: MAX_BYTES,
  example: 'Hello,\n\n{approvedByName} has approved your event on {startsAt, date, long}.',
  description: `ICU, plain text, ${MAX_BYTES} bytes at most. Links begin with https:// or mailto:`,
};

class OptionalText {
  @ApiPropertyOptional(SUBJECT)
  @IsOptional()
  @IsString()
  @Length(1, MAX_SUBJECT)
  @OneLine()
  subject?: string | null;
}

export class NewTemplate extends OptionalText {
  @ApiProperty(BODY)
  @IsString()
  @Length(1, MAX_BYTES)
  @Lines()
  body!: string;
}

export class WhichVersion {
  @ApiProperty({ ...VERSION, example: 1, description: '0 is the text of the file' })
  @IsInt()
  @Min(0)
  @Max(MAX_VERSION)
  version!: number;
}

export class MaybeVersion {
  @ApiPropertyOptional({ ...VERSION, description: '0 is the text of the file' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_VERSION)
  version?: number;
}

export class PreviewTemplate extends OptionalText {
  @ApiPropertyOptional(BODY)
  @IsOptional()
  @IsString()
  @Length(1, MAX_BYTES)
  @Lines()
  body?: string;

  @ApiPropertyOptional({ ...VERSION, description: 'Where no `body` is given; what is said now without' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_VERSION)
  version?: number;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'In place of values of the sample',
  })
  @IsOptional()
  @IsObject()
  @IsData()
  data?: TextValues;
}

export class TestTemplate extends MaybeVersion {
  @ApiPropertyOptional({ description: 'Your own address on this channel; a test goes to nobody else' })
  @IsOptional()
  @IsString()
  @MaxLength(320)
  to?: string;
}
