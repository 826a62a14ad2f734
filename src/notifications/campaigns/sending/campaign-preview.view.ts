import { ApiProperty } from '@nestjs/swagger';
import { PreviewView } from '../../preview/preview.view.js';
import { ReportView } from '../campaign.view.js';
import type { Report } from '../report/flaws.js';

class ExampleView {
  @ApiProperty() name!: string;
  @ApiProperty() title!: string;
  @ApiProperty() message!: string;
}

export class CampaignPreview extends PreviewView {
  @ApiProperty({ type: ReportView, description: 'What the rows are like with this text' }) report!: Report;
  @ApiProperty({ type: [ExampleView], description: 'What the first three of them would read' })
  examples!: ExampleView[];
}
