import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import { AnyCase } from '../../platform/http/page-query.js';
import { OneLine, Trimmed } from '../../platform/http/text.js';
import { WAYS, type Mapping, type Way } from './people/mapping.js';

const LONGEST_NAME = 200;

export class UploadQuery {
  @ApiProperty({ maxLength: LONGEST_NAME, example: 'Membership fees 2030' })
  @Trimmed()
  @IsString()
  @Length(1, LONGEST_NAME)
  @OneLine()
  name!: string;
}

export class MapPeople implements Mapping {
  @ApiProperty({ example: 'email', description: 'The column that says whom a row means' })
  @IsString()
  @Length(1, LONGEST_NAME)
  person!: string;

  @ApiProperty({ enum: WAYS, description: 'What that column knows people by' })
  @AnyCase()
  @IsIn(WAYS)
  by!: Way;
}
