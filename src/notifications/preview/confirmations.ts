import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { Config } from '../../platform/config/config.js';
import { signingFor, type Signing } from '../../platform/crypto/signing.js';
import { Database } from '../../platform/database/database.js';
import { conflict, impossible, unexpected } from '../../platform/errors/app-error.js';
import type { MessageDraft } from '../planning/message-draft.js';
import {
  CONFIRMATION_MINUTES,
  coveredBy,
  expiryOf,
  flawOf,
  readConfirmation,
  writeConfirmation,
  type Flaw,
} from './confirmation.js';
import { confirmedMessage, newConfirmation } from './confirmations.sql.js';
import type { ConfirmationView } from './preview.view.js';

/** Hands out what says that a sender has seen whom it would go to, and takes it back with the message. */
@Injectable()
export class Confirmations {
  private readonly signing: Signing;

  constructor(
    config: Config,
    private readonly database: Database,
  ) {
    this.signing = signingFor('confirmation', config.encryptionKeys);
  }

  async give(caller: Caller, draft: MessageDraft, recipientCount: number): Promise<ConfirmationView> {
    const { id, at } = await newConfirmation(this.database);
    const covered = coveredBy(draft);
    const confirmation = { id, callerId: caller.userId, covered, recipientCount, at };
    return { token: writeConfirmation(confirmation, this.signing), expiresAt: expiryOf(at) };
  }

  /** The draft as its sender has confirmed it. Only an emergency has to be. */
  async take(caller: Caller, draft: MessageDraft, token: string | null | undefined): Promise<MessageDraft> {
    const emergency = draft.type === 'EMERGENCY_ALERT';
    if (token == null) {
      if (emergency) throw refused('missing', MISSING);
      return draft;
    }
    const confirmation = readConfirmation(token, this.signing);
    const { at: now } = await newConfirmation(this.database);
    const flaw = flawOf(confirmation, { callerId: caller.userId, covered: coveredBy(draft), now });
    if (flaw) throw refused(flaw, `${WORDS[flaw]} ${AGAIN}`);
    if (!confirmation) return draft;
    const { id, recipientCount, at } = confirmation;
    return {
      ...draft,
      confirmed: { recipientCount, at: at.toISOString() },
      ...(emergency && { confirmation: id }),
    };
  }

  /** What is to be said of an emergency whose confirmation has been used, perhaps a moment ago. */
  async alreadySent({ confirmation }: MessageDraft): Promise<Error> {
    const id = confirmation && (await confirmedMessage(this.database, confirmation));
    // Only an event can have been heard before.
    if (!id) return unexpected(new Error('A message of a member was taken for a repetition'));
    return conflict(
      `This confirmation has been used: the alert has been sent already, as message ${id}. For another one ${AGAIN}`,
    );
  }
}

const AGAIN = 'ask POST /audiences/preview again.';
const MISSING =
  'An EMERGENCY_ALERT goes only to people its sender has seen: ask POST /audiences/preview with the same body, and send the `token` of its `confirmation` along.';

const WORDS: Record<Flaw, string> = {
  unknown: 'This is no confirmation of ours, or it was changed;',
  foreign: 'This confirmation was given to somebody else;',
  expired: `A confirmation holds for ${CONFIRMATION_MINUTES} minutes, and this one is older;`,
  other: 'This confirms another audience, other channels or another type;',
};

const refused = (flaw: Flaw | 'missing', detail: string) =>
  impossible(`confirmation-${flaw}`, detail, { errors: [{ path: 'confirmation', message: detail }] });
