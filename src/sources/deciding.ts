import { Injectable } from '@nestjs/common';
import { Leadership } from '../directory/groups/leadership.js';
import type { Caller } from '../identity/caller.js';
import type { Role } from '../identity/roles.js';
import { forbidden } from '../platform/errors/app-error.js';
import type { PersonView } from './person.view.js';

/** Nobody is above them who could decide in their place. */
const DECIDE_ABOUT_THEIR_OWN: readonly Role[] = ['ADMIN', 'COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD'];

/** Who decides about what a member brings forward: an ADMIN, or another person who leads them. */
@Injectable()
export class Deciding {
  constructor(private readonly leadership: Leadership) {}

  async refuseUnlessInCharge(caller: Caller, member: PersonView, what: string): Promise<void> {
    if (caller.userId === member.id && !DECIDE_ABOUT_THEIR_OWN.includes(caller.role)) {
      throw forbidden(
        `Nobody decides about their own ${what}: an ADMIN, or another head of your family, gotra or community, does.`,
      );
    }
    if (await this.isInCharge(caller, member)) return;
    throw forbidden(
      `Only an ADMIN, or a head of the family, gotra or community that ${member.name} belongs to, may decide about this ${what}.`,
    );
  }

  async isInCharge(caller: Caller, member: PersonView): Promise<boolean> {
    if (caller.userId === member.id && !DECIDE_ABOUT_THEIR_OWN.includes(caller.role)) return false;
    return await this.leadership.answersFor(caller, member.id);
  }

  /** The heads to be told of it. Who brings it forward knows already. */
  async decidersAbout(memberId: string): Promise<string[]> {
    const heads = await this.leadership.headsOf(memberId);
    return heads.filter((headId) => headId !== memberId);
  }
}
