import { ApiProperty } from '@nestjs/swagger';
import type { MemberCaller } from './caller.js';
import { ROLES, type Role } from './roles.js';

/** A member as the console sees them. */
export class UserView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: String, nullable: true }) email: string | null;
  @ApiProperty() name: string;
  @ApiProperty({ enum: ROLES }) role: Role;
  @ApiProperty({ example: 'en' }) locale: string;
  @ApiProperty({ example: 'Asia/Kolkata' }) timezone: string;

  constructor(member: MemberCaller) {
    this.id = member.userId;
    this.email = member.email;
    this.name = member.name;
    this.role = member.role;
    this.locale = member.locale;
    this.timezone = member.timezone;
  }
}
