import type { z } from 'zod';
import { SMTP_PRESETS, type providerSchema } from './provider-keys.js';
import type { SendRates } from './send-rates.js';
import type { SmsOrder } from './sms-order.js';

export interface Smtp {
  host: string;
  port: number;
  secure: boolean;
  user: string | undefined;
  pass: string | undefined;
  pool: number;
}

/** What the channels are told of the environment. A service whose keys are missing is undefined. */
export interface ProvidersConfig {
  email: {
    from: string;
    smtp: Smtp | undefined;
    /** Asked while the first one is down. */
    fallback: Smtp | undefined;
    dkim: { domainName: string; keySelector: string; privateKey: string } | undefined;
    brand: { name: string; color: string; logoUrl: string | undefined; address: string | undefined };
  };
  push: {
    fcm: { projectId: string; clientEmail: string; privateKey: string } | undefined;
    vapid: { publicKey: string; privateKey: string; subject: string } | undefined;
  };
  sms: {
    order: SmsOrder;
    twilio: { accountSid: string; authToken: string; from: string; baseUrl: string | undefined } | undefined;
    msg91: { authKey: string; sender: string; templateId: string | undefined; baseUrl: string } | undefined;
    sns: { region: string; senderId: string | undefined; endpoint: string | undefined } | undefined;
  };
  whatsapp: { phoneNumberId: string; accessToken: string; template: string; baseUrl: string } | undefined;
  webhooks: { allowedHosts: readonly string[] };
  callbacks: {
    msg91Token: string | undefined;
    meta: { appSecret: string; verifyToken: string | undefined } | undefined;
    sendgridKey: string | undefined;
    sesTopics: readonly string[];
  };
  sendRates: SendRates;
}

type Keys = z.infer<typeof providerSchema>;

export function providersOf(keys: Keys, publicUrl: string): ProvidersConfig {
  const { TWILIO_BASE_URL, MSG91_TEMPLATE_ID, SNS_SENDER_ID, SNS_ENDPOINT } = keys;
  return {
    email: {
      from: keys.SMTP_FROM,
      smtp: smtpOf(keys),
      fallback:
        keys.SMTP_FALLBACK_URL === undefined ? undefined : fallbackOf(keys.SMTP_FALLBACK_URL, keys.SMTP_POOL),
      dkim: whole({
        domainName: keys.DKIM_DOMAIN,
        keySelector: keys.DKIM_SELECTOR,
        privateKey: keys.DKIM_PRIVATE_KEY,
      }),
      brand: {
        name: keys.BRAND_NAME,
        color: keys.BRAND_COLOR,
        logoUrl: keys.BRAND_LOGO_URL,
        address: keys.BRAND_ADDRESS,
      },
    },
    push: {
      fcm: whole({
        projectId: keys.FIREBASE_PROJECT_ID,
        clientEmail: keys.FIREBASE_CLIENT_EMAIL,
        privateKey: keys.FIREBASE_PRIVATE_KEY,
      }),
      vapid: whole({
        publicKey: keys.VAPID_PUBLIC_KEY,
        privateKey: keys.VAPID_PRIVATE_KEY,
        subject: keys.VAPID_SUBJECT ?? contactOf(publicUrl, keys.SMTP_FROM),
      }),
    },
    sms: {
      order: keys.SMS_PROVIDERS,
      twilio: withAlso(
        whole({
          accountSid: keys.TWILIO_ACCOUNT_SID,
          authToken: keys.TWILIO_AUTH_TOKEN,
          from: keys.TWILIO_PHONE_NUMBER,
        }),
        { baseUrl: TWILIO_BASE_URL },
      ),
      msg91: withAlso(whole({ authKey: keys.MSG91_AUTH_KEY, sender: keys.MSG91_SENDER }), {
        templateId: MSG91_TEMPLATE_ID,
        baseUrl: keys.MSG91_BASE_URL,
      }),
      sns: keys.SNS_ENABLED
        ? withAlso(whole({ region: keys.AWS_REGION }), { senderId: SNS_SENDER_ID, endpoint: SNS_ENDPOINT })
        : undefined,
    },
    whatsapp: withAlso(
      whole({ phoneNumberId: keys.WHATSAPP_PHONE_NUMBER_ID, accessToken: keys.WHATSAPP_ACCESS_TOKEN }),
      { template: keys.WHATSAPP_TEMPLATE, baseUrl: keys.WHATSAPP_BASE_URL },
    ),
    webhooks: { allowedHosts: keys.WEBHOOK_ALLOWED_HOSTS },
    callbacks: {
      msg91Token: keys.MSG91_CALLBACK_TOKEN,
      meta: withAlso(whole({ appSecret: keys.WHATSAPP_APP_SECRET }), {
        verifyToken: keys.WHATSAPP_VERIFY_TOKEN,
      }),
      sendgridKey: keys.SENDGRID_PUBLIC_KEY,
      sesTopics: keys.SES_TOPIC_ARNS,
    },
    sendRates: keys.SEND_RATES,
  };
}

/** Keys that are of use only together; half of them stop the process. */
const TOGETHER = [
  ['SMTP_USER', 'SMTP_PASS'],
  ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_PRIVATE_KEY'],
  ['FIREBASE_PROJECT_ID', 'FIREBASE_CLIENT_EMAIL', 'FIREBASE_PRIVATE_KEY'],
  ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY'],
  ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_PHONE_NUMBER'],
  ['MSG91_AUTH_KEY', 'MSG91_SENDER'],
  ['WHATSAPP_PHONE_NUMBER_ID', 'WHATSAPP_ACCESS_TOKEN'],
] as const satisfies readonly (readonly (keyof Keys)[])[];

export function halfConfigured(keys: Keys): string[] {
  const halves = TOGETHER.flatMap((group) => {
    const missing = group.filter((key) => keys[key] === undefined);
    const given = group.find((key) => keys[key] !== undefined);
    return given === undefined || missing.length === 0
      ? []
      : [`${given} is of no use without ${missing.join(' and ')}.`];
  });
  // Each of these services asks who signs in, and refuses every email of who does not.
  const wantsUser =
    keys.SMTP_PRESET !== undefined && keys.SMTP_HOST === undefined && keys.SMTP_USER === undefined;
  const wantsSecret = keys.WHATSAPP_VERIFY_TOKEN !== undefined && keys.WHATSAPP_APP_SECRET === undefined;
  const wantsRegion = keys.SNS_ENABLED || (keys.SMTP_PRESET === 'ses' && keys.SMTP_HOST === undefined);
  const rules: [boolean, string][] = [
    [wantsUser, `SMTP_PRESET=${keys.SMTP_PRESET} is of no use without SMTP_USER and SMTP_PASS.`],
    [wantsSecret, 'WHATSAPP_VERIFY_TOKEN is of no use without WHATSAPP_APP_SECRET.'],
    [wantsRegion && keys.AWS_REGION === undefined, 'AWS_REGION must say where SNS or SES is.'],
  ];
  return [...halves, ...rules.filter(([broken]) => broken).map(([, sentence]) => sentence)];
}

function smtpOf(keys: Keys): Smtp | undefined {
  const preset = keys.SMTP_PRESET && SMTP_PRESETS[keys.SMTP_PRESET];
  const host = keys.SMTP_HOST ?? preset?.host.replace('{region}', keys.AWS_REGION ?? '');
  if (host === undefined) return undefined;
  return {
    host,
    port: keys.SMTP_PORT ?? preset?.port ?? 587,
    secure: keys.SMTP_SECURE ?? preset?.secure ?? false,
    user: keys.SMTP_USER,
    pass: keys.SMTP_PASS,
    pool: keys.SMTP_POOL,
  };
}

function fallbackOf(text: string, pool: number): Smtp {
  const { protocol, hostname, port, username, password } = new URL(text);
  const secure = protocol === 'smtps:';
  return {
    host: hostname,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    user: username === '' ? undefined : decodeURIComponent(username),
    pass: password === '' ? undefined : decodeURIComponent(password),
    pool,
  };
}

/** The address in `Name <address>`. */
const contactOf = (publicUrl: string, from: string) =>
  publicUrl.startsWith('https:') ? publicUrl : `mailto:${/<([^>]+)>/.exec(from)?.[1] ?? from}`;

type Whole<Parts> = { [Key in keyof Parts]: NonNullable<Parts[Key]> };

const whole = <Parts extends object>(parts: Parts): Whole<Parts> | undefined =>
  Object.values(parts).includes(undefined) ? undefined : (parts as Whole<Parts>);
const withAlso = <Parts extends object, More extends object>(parts: Parts | undefined, more: More) =>
  parts && { ...parts, ...more };
