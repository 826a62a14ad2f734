import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications.module.js';
import { SendingModule } from '../sending/sending.module.js';
import { CampaignsController } from './campaigns.controller.js';
import { Campaigns } from './campaigns.js';
import { Reach } from './people/reach.js';
import { Remapping } from './people/remapping.js';
import { Reports } from './report/reports.js';
import { CampaignPreviews } from './sending/campaign-previews.js';
import { CampaignSendingController } from './sending/campaign-sending.controller.js';
import { CampaignSending } from './sending/campaign-sending.js';
import { Checking } from './sending/checking.js';
import { UploadController } from './upload/upload.controller.js';
import { Uploading } from './upload/uploading.js';

/** What heads send by a list of their own, a row for each person. Opened in an api. */
@Module({
  imports: [NotificationsModule, SendingModule],
  controllers: [UploadController, CampaignsController, CampaignSendingController],
  providers: [Campaigns, CampaignPreviews, CampaignSending, Checking, Reach, Remapping, Reports, Uploading],
})
export class CampaignsModule {}
