import type { TestApp } from './app.js';

/**
 * Makes people of the demo differ in everything by which a message may reach one and not the other. Nights are set so
 * that they fall on now, begin in five minutes, or are far away.
 */
export async function unlikePeople(app: TestApp): Promise<void> {
  const those = (...names: string[]) => [names];
  await app.sql(
    `INSERT INTO preferences (user_id, in_app, email, sms, push, whatsapp, types)
     SELECT users.id, in_app, wishes.email, sms, push, whatsapp, types
       FROM jsonb_to_recordset($1) AS wishes(name text, in_app boolean, email boolean, sms boolean, push boolean, whatsapp boolean, types jsonb)
       JOIN users USING (name)
     ON CONFLICT (user_id) DO UPDATE SET in_app = excluded.in_app, email = excluded.email, sms = excluded.sms,
       push = excluded.push, whatsapp = excluded.whatsapp, types = excluded.types`,
    [JSON.stringify(WISHES.map(([name, over]) => ({ ...YES, ...over, name })))],
  );
  await app.sql(
    `INSERT INTO preferences (user_id, quiet_start, quiet_end)
     SELECT users.id, night, night + interval '6 hours'
       FROM (VALUES ('Meera Patel', -60), ('Jignesh Patel', 5), ('Falguni Desai', 300), ('Bhavna Desai', -60),
                    ('Priti Amin', 5), ('Dev Amin', -60), ('Kokila Amin', -60)) AS nights(name, minutes)
       JOIN users USING (name)
      CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE timezone + make_interval(mins => minutes))::time(0)) AS begins(night)
     ON CONFLICT (user_id) DO UPDATE SET quiet_start = excluded.quiet_start, quiet_end = excluded.quiet_end`,
  );
  // A timezone that nobody knows has no nights.
  await app.sql(`UPDATE users SET timezone = 'Mars/Phobos' WHERE name = 'Kokila Amin'`);
  await app.sql('UPDATE users SET email = NULL WHERE name = ANY($1)', those('Ila Parekh', 'Riya Desai'));
  await app.sql('UPDATE users SET phone = NULL WHERE name = ANY($1)', those('Ila Parekh', 'Nisha Amin'));
  await app.sql('UPDATE users SET erased_at = now(), email = NULL WHERE name = ANY($1)', those('Om Trivedi'));
  await app.sql(
    `INSERT INTO suppressions (channel, address, reason)
     SELECT 'EMAIL'::channel, email, 'BOUNCED'::suppression_reason FROM users WHERE name IN ('Mahesh Parekh', 'Hetal Patel')
     UNION ALL SELECT 'EMAIL', email, 'UNSUBSCRIBED' FROM users WHERE name = 'Darshan Parekh'
     UNION ALL SELECT 'SMS', phone, 'INVALID_ADDRESS' FROM users WHERE name = 'Khushi Parekh'
     UNION ALL SELECT 'WHATSAPP', phone, 'UNSUBSCRIBED' FROM users WHERE name = 'Khushi Parekh' AND phone IS NOT NULL
     UNION ALL SELECT 'PUSH', id::text, 'INVALID_ADDRESS' FROM users WHERE name = 'Sanjay Amin'`,
  );
  await app.sql(
    `INSERT INTO devices (user_id, platform, token_hash, token_sealed)
     SELECT id, 'ANDROID', uuid_send(gen_random_uuid()), '' FROM users, generate_series(1, 2)
      WHERE name = ANY($1)`,
    those(
      'Meera Patel',
      'Jignesh Patel',
      'Tanvi Patel',
      'Sanjay Amin',
      'Dev Amin',
      'Rekha Joshi',
      'Om Trivedi',
    ),
  );
  await app.sql(
    `INSERT INTO webhook_endpoints (user_id, url, disabled_at)
     SELECT id, 'https://example.test', CASE WHEN name = 'Hetal Patel' THEN now() END FROM users WHERE name = ANY($1)`,
    those('Meera Patel', 'Hetal Patel'),
  );
}

const YES = { in_app: true, email: true, sms: true, push: true, whatsapp: true, types: {} };

const WISHES: [name: string, over: Partial<Record<keyof typeof YES, unknown>>][] = [
  ['Harish Patel', { email: false, push: false }],
  ['Hetal Patel', { email: false, types: { ANNOUNCEMENT: { EMAIL: true } } }],
  [
    'Tanvi Patel',
    { types: { ANNOUNCEMENT: { PUSH: false, SMS: false }, PAYMENT_RECEIPT: { EMAIL: false } } },
  ],
  ['Kantilal Desai', { in_app: false, sms: false, whatsapp: false }],
  // What a host has written that is neither yes nor no.
  ['Chirag Desai', { email: false, types: { ANNOUNCEMENT: { EMAIL: 'maybe' } } }],
  ['Rekha Joshi', { types: { ANNOUNCEMENT: { digest: 'DAILY' } } }],
];
