import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { smsOrderOf } from './sms-order.js';
import { sendRatesOf } from './send-rates.js';
import { flag, list, port, url, whole } from './values.js';

/** A key file in one line, as environments like it: its line breaks written as \n. */
const pem = z
  .string()
  .transform((text) => text.replaceAll('\\n', '\n').trim())
  .refine(
    (text) => /^-----BEGIN [A-Z ]*PRIVATE KEY-----\n[^]+\n-----END/.test(text),
    'must be a private key in PEM form',
  );
/** With any other nodemailer would send unsigned, and say nothing. */
const isRsa = (key: string) => {
  try {
    return createPrivateKey(key).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
};
const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number such as +14155550100');

export const SMTP_PRESETS = {
  gmail: { host: 'smtp.gmail.com', port: 465, secure: true },
  sendgrid: { host: 'smtp.sendgrid.net', port: 587, secure: false },
  ses: { host: 'email-smtp.{region}.amazonaws.com', port: 587, secure: false },
  brevo: { host: 'smtp-relay.brevo.com', port: 587, secure: false },
} as const;

/** What leaves, and by whom: the headings of `.env.example` about channels. */
export const PROVIDER_SECTIONS = {
  Email: {
    SMTP_PRESET: z
      .enum(['gmail', 'sendgrid', 'ses', 'brevo'])
      .optional()
      .describe('Fills host, port and TLS of a known service; ses wants AWS_REGION too.'),
    SMTP_HOST: z
      .string()
      .min(1)
      .optional()
      .describe('Not set, and no preset: email goes to the sandbox, and in production it fails.'),
    SMTP_PORT: port
      .optional()
      .describe('587 for STARTTLS, 465 with SMTP_SECURE. Not set: 587, or what the preset says.'),
    SMTP_SECURE: flag.optional().describe('1: TLS from the first byte. Not set: 0, or what the preset says.'),
    SMTP_USER: z.string().optional().describe('Who signs in, where the server asks.'),
    SMTP_PASS: z.string().optional().describe('And the password.'),
    SMTP_FROM: z.string().default('Munadi <munadi@localhost>').describe('The sender of every email.'),
    SMTP_POOL: whole().min(1).max(200).default(20).describe('Connections kept open to the server.'),
    SMTP_FALLBACK_URL: url('smtp:', 'smtps:')
      .optional()
      .describe('A second server, asked while the first one is down: smtps://user:password@host:465.'),
    DKIM_DOMAIN: z.string().optional().describe('Signs every email for this domain, with the next two.'),
    DKIM_SELECTOR: z.string().optional().describe('The name of the key in DNS: SELECTOR._domainkey.DOMAIN.'),
    DKIM_PRIVATE_KEY: pem
      .refine(isRsa, 'must be an RSA key')
      .optional()
      .describe('The key itself, PEM in one line with \\n for line breaks.'),
  },
  'How email looks': {
    BRAND_NAME: z
      .string()
      .min(1)
      .max(80)
      .default('Munadi')
      .describe('Whose email it is, above and below every one.'),
    BRAND_COLOR: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #0f766e')
      .default('#0f766e')
      .describe('Of buttons and links.'),
    BRAND_LOGO_URL: url('https:').optional().describe('A picture shown above, 40 pixels high.'),
    BRAND_ADDRESS: z
      .string()
      .max(200)
      .optional()
      .describe('The postal address below every email, which the law of many countries asks for.'),
  },
  Push: {
    FIREBASE_PROJECT_ID: z.string().min(1).optional().describe('Push by Firebase, with the next two.'),
    FIREBASE_CLIENT_EMAIL: z.string().min(1).optional().describe('Of the service account.'),
    FIREBASE_PRIVATE_KEY: pem.optional().describe('Its key, PEM in one line with \\n for line breaks.'),
    VAPID_PUBLIC_KEY: z.string().min(1).optional().describe('Web Push without Firebase, with the next one.'),
    VAPID_PRIVATE_KEY: z
      .string()
      .min(1)
      .optional()
      .describe('`npx web-push generate-vapid-keys` makes both.'),
    VAPID_SUBJECT: url('mailto:', 'https:')
      .optional()
      .describe('Whom a push service may write to. Not set: PUBLIC_URL where that is https, else SMTP_FROM.'),
  },
  SMS: {
    SMS_PROVIDERS: z
      .string()
      .transform((text, context) => {
        const order = smsOrderOf(text);
        if (typeof order !== 'string') return order;
        context.addIssue(order);
        return z.NEVER;
      })
      .prefault('twilio,msg91,sns')
      .describe('Who is asked first, second …; and for numbers of a country: twilio,sns;IN:msg91,twilio.'),
    TWILIO_ACCOUNT_SID: z.string().startsWith('AC').optional().describe('Twilio, with the next two.'),
    TWILIO_AUTH_TOKEN: z.string().min(1).optional().describe('It also checks the signature of callbacks.'),
    TWILIO_PHONE_NUMBER: e164
      .or(
        z
          .string()
          .regex(/^MG\w{32}$/, 'must be a phone number such as +14155550100, or a messaging service MG…'),
      )
      .optional()
      .describe('The number it comes from, or a messaging service.'),
    TWILIO_BASE_URL: url('http:', 'https:').optional().describe('Not set: https://api.twilio.com.'),
    MSG91_AUTH_KEY: z.string().min(1).optional().describe('MSG91, with the next one.'),
    MSG91_SENDER: z.string().min(1).max(11).optional().describe('The registered sender.'),
    MSG91_TEMPLATE_ID: z
      .string()
      .min(1)
      .optional()
      .describe('The DLT template that India asks for: its one variable, VAR1, gets the text.'),
    MSG91_BASE_URL: url('http:', 'https:').default('https://control.msg91.com').describe('Where MSG91 is.'),
    MSG91_CALLBACK_TOKEN: z
      .string()
      .min(16)
      .optional()
      .describe(
        'What MSG91 sends back in the header authorization of its delivery reports, which it does not sign.',
      ),
    AWS_REGION: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as eu-central-1')
      .optional()
      .describe('The region of SNS and of the preset ses.'),
    SNS_ENABLED: flag
      .default(false)
      .describe('1: SMS by AWS SNS, with AWS_REGION and credentials where the AWS SDK looks for them.'),
    SNS_SENDER_ID: z
      .string()
      .min(1)
      .max(11)
      .optional()
      .describe('Shown as the sender where a country allows it.'),
    SNS_ENDPOINT: url('http:', 'https:').optional().describe('Not set: the one of AWS_REGION.'),
  },
  WhatsApp: {
    WHATSAPP_PHONE_NUMBER_ID: z
      .string()
      .regex(/^\d+$/, 'must be the id of a number, digits only')
      .optional()
      .describe('Meta Cloud API, with the next one.'),
    WHATSAPP_ACCESS_TOKEN: z.string().min(1).optional().describe('A permanent one, of a system user.'),
    WHATSAPP_APP_SECRET: z.string().min(1).optional().describe('Checks the signature of callbacks.'),
    WHATSAPP_VERIFY_TOKEN: z
      .string()
      .min(16)
      .optional()
      .describe('What Meta asks for when you register the callback.'),
    WHATSAPP_TEMPLATE: z
      .string()
      .regex(/^[a-z0-9_]+$/, 'must be the name of a template: small letters, digits and _')
      .default('munadi_message')
      .describe('The approved template for what has none of its own: {{1}} is the title, {{2}} the message.'),
    WHATSAPP_BASE_URL: url('http:', 'https:')
      .default('https://graph.facebook.com/v25.0')
      .describe('Where Meta is.'),
  },
  Webhooks: {
    WEBHOOK_ALLOWED_HOSTS: list()
      .default([])
      .describe(
        'host:port that may be plain http and inside your network; anything else must be https and public.',
      ),
  },
  'Reports and rates': {
    SENDGRID_PUBLIC_KEY: z
      .string()
      .min(1)
      .optional()
      .describe('Checks the signature of the event webhook of SendGrid.'),
    SES_TOPIC_ARNS: list()
      .pipe(
        z.array(
          z
            .string()
            .regex(/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w-]+$/, 'each must be the ARN of an SNS topic'),
        ),
      )
      .default([])
      .describe('The SNS topics whose reports about email by SES are taken, comma-separated.'),
    SEND_RATES: list()
      .transform((entries, context) => {
        const rates = sendRatesOf(entries);
        if (typeof rates !== 'string') return rates;
        context.addIssue(rates);
        return z.NEVER;
      })
      .prefault('')
      .describe('At most so many a second by a provider, of all processes together: twilio:10,smtp:14.'),
  },
} as const;

export const providerSchema = z.object({
  ...PROVIDER_SECTIONS.Email,
  ...PROVIDER_SECTIONS['How email looks'],
  ...PROVIDER_SECTIONS.Push,
  ...PROVIDER_SECTIONS.SMS,
  ...PROVIDER_SECTIONS.WhatsApp,
  ...PROVIDER_SECTIONS.Webhooks,
  ...PROVIDER_SECTIONS['Reports and rates'],
});
