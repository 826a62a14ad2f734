import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { Database } from '../../../platform/database/database.js';
import { impossible, invalid, notFound } from '../../../platform/errors/app-error.js';
import { isSigned } from './presets.js';
import { newSecret } from './signature.js';
import { urlFlaw } from './url-flaw.js';
import type { SaveWebhook, WebhookView, WebhookWithSecret } from './webhook.dto.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { deleteWebhook, findWebhook, rotateSecret, upsertWebhook } from './webhooks.sql.js';

const none = () => notFound('You have no webhook.');

/** Where a member wants to be called; one each. */
@Injectable()
export class Webhooks {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly secrets: WebhookSecrets,
  ) {}

  async of(userId: string): Promise<WebhookView> {
    const webhook = await findWebhook(this.database, userId);
    if (!webhook) throw none();
    return webhook;
  }

  async save(
    userId: string,
    { url, preset = 'standard' }: SaveWebhook,
  ): Promise<{ created: boolean; webhook: WebhookWithSecret }> {
    const message = urlFlaw(url, preset, this.config.providers.webhooks.allowedHosts);
    if (message !== undefined) {
      throw invalid(`The url ${message}.`, [{ path: 'url', message: `url ${message}` }]);
    }
    const secret = isSigned(preset) ? newSecret() : undefined;
    const secretSealed = secret === undefined ? null : this.secrets.seal(secret);
    const wanted = { userId, url: new URL(url).href, preset, secretSealed };
    const { view, created, secretTaken } = await upsertWebhook(this.database, wanted);
    return { created, webhook: secretTaken ? { ...view, secret } : view };
  }

  async rotate(userId: string): Promise<WebhookWithSecret> {
    const secret = newSecret();
    const rotated = await rotateSecret(this.database, userId, this.secrets.seal(secret));
    if (rotated) return { ...rotated, secret };
    await this.of(userId);
    throw impossible(
      'nothing-to-sign',
      'Slack and Discord know us by the address alone; there is no secret.',
    );
  }

  async remove(userId: string): Promise<void> {
    if (!(await deleteWebhook(this.database, userId))) throw none();
  }
}
