import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import type { Locale } from '../../directory/locales.js';
import { Lines, OneLine, Trimmed } from '../../platform/http/text.js';

const MAX_MESSAGE = 10_000;
const MAX_SUBJECT = 200;

/** What is said, in one language. */
export class LocaleText {
  @ApiPropertyOptional({ maxLength: MAX_SUBJECT })
  @IsOptional()
  @Trimmed()
  @IsString()
  @Length(1, MAX_SUBJECT)
  @OneLine()
  subject?: string;

  @ApiProperty({ maxLength: MAX_MESSAGE })
  @Trimmed()
  @IsString()
  @Length(1, MAX_MESSAGE)
  @Lines()
  message!: string;
}

export class LocaleTexts implements Record<Locale, LocaleText | undefined> {
  @ApiPropertyOptional({ type: LocaleText })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => LocaleText)
  en: LocaleText | undefined;

  @ApiPropertyOptional({ type: LocaleText })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => LocaleText)
  hi: LocaleText | undefined;

  @ApiPropertyOptional({ type: LocaleText })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => LocaleText)
  gu: LocaleText | undefined;
}
