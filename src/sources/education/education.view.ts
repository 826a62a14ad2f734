import { ApiProperty } from '@nestjs/swagger';
import { PersonView } from '../person.view.js';

export class StudentView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) schoolId!: string;
  @ApiProperty({ type: PersonView }) student!: PersonView;
  @ApiProperty() registeredAt!: Date;
}

export class EnrolmentView {
  @ApiProperty({ format: 'uuid' }) courseId!: string;
  @ApiProperty({ type: PersonView }) student!: PersonView;
  @ApiProperty() enrolledAt!: Date;
}

class SchoolView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class CourseView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: SchoolView, nullable: true }) school!: SchoolView | null;
}
