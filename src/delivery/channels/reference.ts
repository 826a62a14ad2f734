import type { Outgoing } from './provider.js';

/** What a service sends back with its reports: the message names the partition, so that they are found by key. */
export const referenceOf = ({ messageId, deliveryId }: Pick<Outgoing, 'messageId' | 'deliveryId'>): string =>
  `${messageId}.${deliveryId}`;
