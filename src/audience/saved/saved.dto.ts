import { ApiProperty } from '@nestjs/swagger';
import { IsObject, IsString, Length } from 'class-validator';
import { OneLine, Trimmed } from '../../platform/http/text.js';
import type { Choice } from '../choice.js';

const EXAMPLE = { include: [{ group: '01937b6e-7c00-7000-8000-000000000004', roles: ['FAMILY_HEAD'] }] };

export class SaveAudience {
  @ApiProperty({ maxLength: 100, example: 'Heads of the Kashyap families' })
  @Trimmed()
  @IsString()
  @Length(1, 100)
  @OneLine()
  name!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: EXAMPLE,
    description: 'As of POST /notifications, without other saved ones in it',
  })
  @IsObject()
  audience!: Record<string, unknown>;
}

export class SavedAudienceView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { ...EXAMPLE, exclude: [] },
    description: 'As it was chosen. Who that is shows when it is used',
  })
  audience!: Choice;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() updatedAt!: Date;
}
