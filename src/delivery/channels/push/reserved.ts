/** Names that FCM refuses in data, and one by which Apple's own part of a payload goes. */
const RESERVED = /^(from|notification|message_type|collapse_key|aps)$|^(google|gcm)/i;

/** The name that a value of the sender's goes by. */
export const safeName = (name: string): string => (RESERVED.test(name) ? `data_${name}` : name);
