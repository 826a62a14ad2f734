import { ApiProperty, ApiPropertyOptional, PartialType, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Lines, OneLine, Trimmed } from '../../platform/http/text.js';
import { NOT_A_TOPIC_NAME, TOPIC_NAME, topicKey } from './topic-name.js';

export class NewTopic {
  @ApiProperty({ example: 'school-news', description: 'a to z, 0 to 9 and -; capitals are made small' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? topicKey(value) : value))
  @Matches(TOPIC_NAME, { message: `name ${NOT_A_TOPIC_NAME}` })
  name!: string;

  @ApiProperty({ maxLength: 100, example: 'News of the school' })
  @Trimmed()
  @IsString()
  @Length(1, 100)
  @OneLine()
  title!: string;

  @ApiPropertyOptional({ maxLength: 500, type: String, nullable: true })
  @IsOptional()
  @Trimmed()
  @IsString()
  @Length(1, 500)
  @Lines()
  description?: string | null;

  @ApiProperty({
    format: 'uuid',
    description: 'Whose people may follow it, with those of the groups below it',
  })
  @IsUUID()
  group!: string;
}

export class TopicChanges extends PartialType(PickType(NewTopic, ['title', 'description'] as const), {
  skipNullProperties: false,
}) {}

class TopicGroup {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class TopicView {
  @ApiProperty({ example: 'school-news', description: 'As in an audience: { "topic": name }' }) name!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ type: String, nullable: true }) description!: string | null;
  @ApiProperty() group!: TopicGroup;
  @ApiProperty({ description: 'Those who belong to its group; who has left that does not count' })
  followers!: number;
  @ApiProperty({ description: 'Whether you follow it' }) following!: boolean;
  @ApiProperty({ description: 'Whether you belong to its group, and so may follow it' }) belongs!: boolean;
  @ApiProperty({ description: 'Whether you may announce to it, and change it' }) mayAnnounce!: boolean;
}
