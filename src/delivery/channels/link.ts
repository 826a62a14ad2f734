import { tracksLinks } from '../../notifications/types.js';
import type { Config } from '../../platform/config/config.js';
import { bytesOfUuid, signingFor, uuidOf } from '../../platform/crypto/signing.js';
import type { Outgoing } from './provider.js';

type Linked = Pick<Outgoing, 'link' | 'type' | 'userId' | 'notificationId'>;

const signingOf = ({ encryptionKeys }: Config) => signingFor('tracked link', encryptionKeys);

/**
 * Where a tap leads, as a whole address; nothing where there is no link, or none that is safe to follow. For a type
 * whose links are tracked it is ours, which reads the notification and leads on.
 */
export function linkOf(item: Linked, config: Config): string | undefined {
  const target = targetOf(item.link, config);
  if (target === undefined || item.userId === null || !tracksLinks(item.type)) return target;
  if (target.startsWith('mailto:')) return target;
  const token = signingOf(config).sign(bytesOfUuid(item.notificationId));
  return new URL(`/api/links/${token}`, config.http.publicUrl).href;
}

/** A path is one of the console. Anything but https, mailto and our own address leads nowhere. */
export function targetOf(link: string | null, { http: { publicUrl } }: Config): string | undefined {
  const href = link === null ? undefined : URL.parse(link, publicUrl)?.href;
  if (href === undefined || href.startsWith('https://') || href.startsWith('mailto:')) return href;
  // Not by its origin: `blob:` has that of what stands after it.
  return href.startsWith(`${new URL(publicUrl).origin}/`) ? href : undefined;
}

/** Which notification a tracked link is of; nothing where we have not made it. */
export function readLink(token: string, config: Config): string | undefined {
  const bytes = signingOf(config).read(token);
  return bytes?.length === 16 ? uuidOf(bytes) : undefined;
}
