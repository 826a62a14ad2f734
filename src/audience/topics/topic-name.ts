import { z } from 'zod';

export const TOPIC_NAME = /^[a-z0-9-]{3,50}$/;
export const NOT_A_TOPIC_NAME = 'must be 3 to 50 of the letters a to z, digits and -';

/** As it stands in an address; capitals are the same. */
export const topicKey = (text: string): string => text.trim().toLowerCase();

export const topicName = z.string().transform(topicKey).pipe(z.string().regex(TOPIC_NAME, NOT_A_TOPIC_NAME));
