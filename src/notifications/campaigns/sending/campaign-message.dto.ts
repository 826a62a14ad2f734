import { ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { SendNotification } from '../../sending/send.dto.js';

/** What is said to the people of a campaign: as of POST /notifications, but that its rows say to whom. */
export class CampaignMessage extends OmitType(SendNotification, [
  'audience',
  'targetRole',
  'recipientIds',
] as const) {
  @ApiPropertyOptional({
    default: false,
    description: 'Send it to the people of the good rows; without, it is refused as long as one is flawed',
  })
  @IsOptional()
  @IsBoolean()
  skipFlawed?: boolean;
}

/** As far as its sender has decided. */
export class CampaignPreviewRequest extends PartialType(CampaignMessage) {}
