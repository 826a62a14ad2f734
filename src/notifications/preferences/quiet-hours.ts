import { ApiProperty } from '@nestjs/swagger';
import { Matches, ValidateBy } from 'class-validator';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const time = { message: '$property must be a time of day like 22:30' };

/** From start to the moment before end, in the member's timezone; over midnight where end is earlier. */
export class QuietHours {
  @ApiProperty({ example: '22:00', pattern: TIME.source })
  @Matches(TIME, time)
  start!: string;

  @ApiProperty({ example: '07:00', pattern: TIME.source })
  @Matches(TIME, time)
  @ValidateBy({
    name: 'endsElsewhere',
    validator: {
      validate: (end, args) => end !== (args?.object as QuietHours | undefined)?.start,
      defaultMessage: () =>
        'start and end are the same, which would be quiet all day; switch the channels off instead',
    },
  })
  end!: string;
}
