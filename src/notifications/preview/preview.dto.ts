import { PartialType } from '@nestjs/swagger';
import { SendNotification } from '../sending/send.dto.js';

/** The body of POST /notifications, as far as its sender has decided. */
export class PreviewNotification extends PartialType(SendNotification) {}
