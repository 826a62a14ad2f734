import { ApiProperty } from '@nestjs/swagger';
import type { Warning } from './warning.js';

class WideItemView {
  @ApiProperty({ example: 'include[0]' }) item!: string;
  @ApiProperty({ example: 'Kashyap with everybody below it' }) name!: string;
  @ApiProperty() count!: number;
}

/** That it goes to far more people than its sender usually writes to. */
export class WarningView implements Warning {
  @ApiProperty({ description: "How many the sender's last messages were for" }) usual!: number;
  @ApiProperty() recipientCount!: number;
  @ApiProperty({ description: 'The same in words' }) message!: string;
  @ApiProperty({
    type: [WideItemView],
    description: 'The parts of the audience that are so wide by themselves',
  })
  because!: WideItemView[];
}
