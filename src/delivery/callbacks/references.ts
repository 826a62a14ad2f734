const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const REFERENCE = new RegExp(`^${UUID}\\.(${UUID})$`, 'i');
const MESSAGE_ID = new RegExp(`^<(${UUID})@([^@<>]+)>$`, 'i');

/** The delivery in `<message>.<delivery>`, which providers hand back as they were given it. */
export const referenced = (text: string | undefined): string | null =>
  REFERENCE.exec(text ?? '')?.[1] ?? null;

/** Ours among the Message-IDs that a service reports about; the account may be others' too. */
export function ourMessageId(text: string | undefined, publicUrl: string) {
  const id = text === undefined || text.startsWith('<') ? text : `<${text}>`;
  const [, deliveryId, host] = MESSAGE_ID.exec(id ?? '') ?? [];
  if (id === undefined || deliveryId === undefined || host !== new URL(publicUrl).hostname) return undefined;
  return { providerMessageId: id, deliveryId };
}
