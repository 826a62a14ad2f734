import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Members } from '../../identity/access.js';
import { Caller } from '../../identity/caller.js';
import { idPipe } from '../../platform/http/id-pipe.js';
import { CreatePayment } from './payment.dto.js';
import { PaymentView } from './payment.view.js';
import { noSuchPayment, Payments } from './payments.js';

const paymentId = idPipe(noSuchPayment);

@ApiTags('payments')
@Members()
@Controller('payments')
export class PaymentsController {
  constructor(private readonly payments: Payments) {}

  @Post()
  @ApiOperation({ summary: 'Ask a member to pay, as ADMIN or a head of theirs' })
  @ApiCreatedResponse({ type: PaymentView })
  @ApiForbiddenResponse({ description: 'You lead no group that they belong to.' })
  @ApiNotFoundResponse({ description: 'There is no such person.' })
  async create(@Caller() caller: Caller, @Body() payment: CreatePayment): Promise<PaymentView> {
    return await this.payments.create(caller, payment);
  }

  @Get(':id')
  @ApiOkResponse({ type: PaymentView })
  @ApiNotFoundResponse({ description: 'Or it is of somebody whom you do not lead.' })
  async show(@Caller() caller: Caller, @Param('id', paymentId) id: string): Promise<PaymentView> {
    return await this.payments.show(caller, id);
  }

  @Post(':id/receive')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say that the money is there, as ADMIN or a head of the payer' })
  @ApiOkResponse({ type: PaymentView })
  @ApiForbiddenResponse({ description: 'It is your own, or you lead no group that the payer belongs to.' })
  @ApiConflictResponse({ description: 'It has been received already.' })
  async receive(@Caller() caller: Caller, @Param('id', paymentId) id: string): Promise<PaymentView> {
    return await this.payments.receive(caller, id);
  }
}
