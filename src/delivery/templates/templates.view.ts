import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LOCALES, type Locale } from '../../directory/locales.js';
import type { TextValues } from '../../notifications/catalog/declare.js';
import { TYPES, type NotificationType } from '../../notifications/types.js';
import {
  CHANNELS,
  DELIVERY_STATUSES,
  SUPPRESSION_REASONS,
  type Channel,
  type DeliveryStatus,
  type SuppressionReason,
} from '../../notifications/vocabulary.js';

const VERSION = { type: 'integer', description: '0 is the text of the file' } as const;

class TextStanding {
  @ApiProperty({ enum: CHANNELS }) channel!: Channel;
  @ApiProperty({ enum: LOCALES }) locale!: Locale;
  @ApiProperty({ ...VERSION, description: 'What is said now; 0 is the text of the file' }) current!: number;
  @ApiProperty({ ...VERSION, description: 'The one that was saved last' }) newest!: number;
}

class TemplateHead {
  @ApiProperty({ example: 'event-approved' }) name!: string;
  @ApiProperty({ enum: Object.keys(TYPES) }) type!: NotificationType;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'event.approved',
    description: 'What raises it; null where people write it',
  })
  event!: string | null;
  @ApiProperty({
    enum: CHANNELS,
    isArray: true,
    nullable: true,
    description: 'By which it goes; null where who writes it says so',
  })
  channels!: readonly Channel[] | null;
}

export class TemplateSummary extends TemplateHead {
  @ApiProperty({ type: [TextStanding] }) texts!: TextStanding[];
}

class TextView {
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty() body!: string;
}

class PersonView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null once they are erased' }) name!:
    string | null;
}

class CurrentView extends TextView {
  @ApiProperty(VERSION) version!: number;
}

class VersionView extends CurrentView {
  @ApiProperty({ type: PersonView }) createdBy!: PersonView;
  @ApiProperty() createdAt!: Date;
}

class PublicationView {
  @ApiProperty({
    type: 'integer',
    description: 'Messages taken in from this number on say it, until the next one',
  })
  number!: number;
  @ApiProperty(VERSION) version!: number;
  @ApiProperty({ type: PersonView }) publishedBy!: PersonView;
  @ApiProperty() publishedAt!: Date;
}

export class TemplateView extends TemplateHead {
  @ApiProperty({ enum: CHANNELS }) channel!: Channel;
  @ApiProperty({ enum: LOCALES }) locale!: Locale;
  @ApiProperty({ type: TextView, description: 'What the repository has' }) file!: TextView;
  @ApiProperty({ type: CurrentView, description: 'What messages say from now on' }) current!: CurrentView;
  @ApiProperty({ type: [VersionView], description: 'The newest 50, newest first' }) versions!: VersionView[];
  @ApiProperty({ type: [PublicationView], description: 'The last 50, last first' })
  publications!: PublicationView[];
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { title: 'Diwali gathering', approvedByName: 'Asha Mehta' },
    description: 'The names that a text may hold in braces, with an example of each',
  })
  values!: TextValues;
}

class SegmentsView {
  @ApiProperty({ enum: ['GSM-7', 'UCS-2'] }) encoding!: string;
  @ApiProperty({ type: 'integer' }) count!: number;
}

export class PreviewView {
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty() body!: string;
  @ApiPropertyOptional({ description: 'Of an email: the page' }) html?: string;
  @ApiPropertyOptional({ description: 'Of an email: its plain twin' }) text?: string;
  @ApiPropertyOptional({ type: SegmentsView, description: 'Of an SMS: in how many parts it travels' })
  segments?: SegmentsView;
}

export class TestSentView {
  @ApiProperty({ format: 'uuid', description: 'Of the message, as in GET /messages/:id' }) messageId!: string;
  @ApiProperty({ format: 'uuid', description: 'As in GET /notifications/:id/delivery-status' })
  notificationId!: string;
  @ApiProperty({ enum: CHANNELS }) channel!: Channel;
  @ApiProperty({ enum: DELIVERY_STATUSES }) status!: DeliveryStatus;
  @ApiProperty({ enum: SUPPRESSION_REASONS, nullable: true, description: 'Why it does not leave' })
  reason!: SuppressionReason | null;
}
