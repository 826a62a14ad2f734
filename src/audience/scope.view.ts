import { ApiProperty } from '@nestjs/swagger';
import { GROUP_KINDS, type GroupKind } from '../directory/groups/group-kinds.js';

/** A group that the caller may address. */
export class ScopeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'Patel family' }) name!: string;
  @ApiProperty({ enum: GROUP_KINDS }) kind!: GroupKind;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) parentId!: string | null;
  @ApiProperty({ description: 'The people in it and in the groups below it' }) memberCount!: number;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Of a community: to more people than this, a second head has to approve',
  })
  approvalAbove!: number | null;
}
