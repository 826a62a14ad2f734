import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Members } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { idPipe } from '../../platform/http/id-pipe.js';
import { noSuchNotification } from '../feed.js';
import { DeliveryStatusView } from './delivery-status.dto.js';
import { ExplainView } from './explain.dto.js';
import { Stories } from './stories.js';

const notificationId = idPipe(noSuchNotification);
const WHO = 'For its recipient, its sender, admins, and heads of a group that the recipient belongs to.';

@ApiTags('notifications')
@Members()
@Controller('notifications')
export class StoriesController {
  constructor(private readonly stories: Stories) {}

  @Get(':id/delivery-status')
  @ApiOperation({ summary: 'What became of it on each channel', description: WHO })
  @ApiOkResponse({ type: DeliveryStatusView })
  async deliveryStatus(
    @Caller() caller: Caller,
    @Param('id', notificationId) id: string,
  ): Promise<DeliveryStatusView> {
    return await this.stories.deliveryStatus(caller, id);
  }

  @Get(':id/explain')
  @ApiOperation({ summary: 'Why each channel did or did not happen, step by step', description: WHO })
  @ApiOkResponse({ type: ExplainView })
  async explain(@Caller() caller: Caller, @Param('id', notificationId) id: string): Promise<ExplainView> {
    return await this.stories.explain(caller, id);
  }
}
