import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Role } from './roles.js';

/** Who may call a route. One that does not say so answers nobody. */
export type Access = 'public' | 'members' | readonly Role[];

export const ACCESS = 'munadi:access';

/** Anybody, without signing in. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);

/** Whoever has signed in, whatever their role. */
export const Members = () =>
  applyDecorators(SetMetadata(ACCESS, 'members' satisfies Access), ApiBearerAuth());

/** Members with one of these roles. */
export const Roles = (...roles: [Role, ...Role[]]) =>
  applyDecorators(SetMetadata(ACCESS, roles satisfies Access), ApiBearerAuth());
