/**
 * Whether somebody wants a channel for a type of message: what is mandatory, then their choice for the type
 * and the channel, then their choice for the channel, then yes. For queries that have joined `preferences`.
 */
export const welcome = (channel: string, type: string, mandatory: string): string =>
  `(${channel} = ANY(${mandatory})
     OR COALESCE((preferences.types -> ${type} ->> ${channel}::text)::boolean,
                 CASE ${channel} WHEN 'EMAIL' THEN preferences.email
                                 WHEN 'SMS' THEN preferences.sms
                                 WHEN 'PUSH' THEN preferences.push
                                 WHEN 'WHATSAPP' THEN preferences.whatsapp
                                 WHEN 'IN_APP' THEN preferences.in_app END,
                 true))`;

/** Finds the reason why an address must not be written to. For queries that have joined `users`. Index: its unique key. */
export const joinSuppressions = (channel: string): string =>
  `LEFT JOIN suppressions ON suppressions.channel = ${channel}
        AND suppressions.address = CASE ${channel} WHEN 'EMAIL' THEN users.email ELSE users.phone END`;
