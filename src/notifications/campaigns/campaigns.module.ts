import { Module } from '@nestjs/common';
import { CampaignsController } from './campaigns.controller.js';
import { Campaigns } from './campaigns.js';
import { Reach } from './people/reach.js';
import { Remapping } from './people/remapping.js';
import { Reports } from './report/reports.js';
import { UploadController } from './upload/upload.controller.js';
import { Uploading } from './upload/uploading.js';

/** What heads send by a list of their own, a row for each person. Opened in an api. */
@Module({
  controllers: [UploadController, CampaignsController],
  providers: [Campaigns, Reach, Remapping, Reports, Uploading],
})
export class CampaignsModule {}
