import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

/** How much of a list is asked for. */
export class LimitQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;
}

/** And from where on, by the id of the last one. */
export class PageQuery extends LimitQuery {
  @ApiPropertyOptional({ description: 'From the Link header of the page before' })
  @IsOptional()
  @IsUUID()
  cursor?: string;
}

/** Words of a fixed set may be written in small letters. */
export const AnyCase = () =>
  Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(upper) : upper(value)));

const upper = (value: unknown): unknown => (typeof value === 'string' ? value.toUpperCase() : value);

/** What a query says of yes and no; anything else is left for the next rule to refuse. */
export const AsBoolean = () =>
  Transform(({ value }: { value: unknown }) =>
    value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
  );
