import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';

export class RegisterStudent {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  schoolId!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Yourself, if not given' })
  @IsOptional()
  @IsUUID()
  userId?: string;
}

export class Enrol {
  @ApiPropertyOptional({ format: 'uuid', description: 'Yourself, if not given' })
  @IsOptional()
  @IsUUID()
  userId?: string;
}
