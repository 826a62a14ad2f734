import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { isISO8601, IsOptional, ValidateBy } from 'class-validator';

export const DAYS_BY_DEFAULT = 90;
/** What is counted is read, so there is a limit to it. */
const DAYS_AT_MOST = 366;
const DAY_MS = 86_400_000;

const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

const IsLately = () =>
  ValidateBy({
    name: 'isLately',
    validator: {
      validate: (value: unknown) => {
        if (typeof value !== 'string' || !MOMENT.test(value)) return false;
        // Date.parse lets 30 February roll over into March.
        if (!isISO8601(value, { strict: true })) return false;
        const ago = Date.now() - Date.parse(value);
        return ago >= 0 && ago <= DAYS_AT_MOST * DAY_MS;
      },
      defaultMessage: () =>
        `since must be a past date like 2030-01-31, or with a time and an offset, at most ${DAYS_AT_MOST} days ago`,
    },
  });

export class StatsQuery {
  @ApiPropertyOptional({
    description: `A date, or a time with an offset, at most ${DAYS_AT_MOST} days ago; ${DAYS_BY_DEFAULT} days ago where it is left out`,
    example: '2030-01-31',
  })
  @IsOptional()
  @IsLately()
  since?: string;
}

/** The moment from which on is counted. */
export const sinceOf = ({ since }: StatsQuery): Date =>
  since === undefined ? new Date(Date.now() - DAYS_BY_DEFAULT * DAY_MS) : new Date(since);

class TypeStats {
  @ApiProperty() total!: number;
  @ApiProperty() unread!: number;
}

const counts = (of: object) => ({ type: 'object' as const, additionalProperties: of });

export class StatsView {
  @ApiProperty() since!: Date;
  @ApiProperty({ description: 'Archived ones count, duplicates do not' }) total!: number;
  @ApiProperty() unread!: number;
  @ApiProperty() unseen!: number;
  @ApiProperty() archived!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'From 0 to 1; null where there was nothing' })
  readRate!: number | null;
  @ApiProperty({ type: Number, nullable: true }) medianSecondsToRead!: number | null;
  @ApiProperty({
    ...counts({ type: 'object', properties: { total: { type: 'number' }, unread: { type: 'number' } } }),
    example: { EVENT_REMINDER: { total: 3, unread: 1 } },
  })
  byType!: Record<string, TypeStats>;
  @ApiProperty({ ...counts(counts({ type: 'number' })), example: { EMAIL: { SENT: 2, CANCELLED: 1 } } })
  byChannel!: Record<string, Record<string, number>>;
}
