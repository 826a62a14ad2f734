import type { SMTPPoolOptions } from 'nodemailer';
import type { ProvidersConfig, Smtp } from '../../../platform/config/providers-config.js';

type Dkim = NonNullable<ProvidersConfig['email']['dkim']>;

/** What RFC 6376 asks for, and the two of RFC 8058: an unsubscribe link that is not signed is not shown. */
const SIGNED_HEADERS = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'Reply-To',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
];

const ON_THIS_MACHINE = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/;

/** A pool of connections that are kept open. Certificates are checked, and files and addresses are never fetched. */
export function poolOptions(smtp: Smtp, dkim: Dkim | undefined): SMTPPoolOptions & { pool: true } {
  return {
    pool: true,
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    // A password leaves this machine encrypted, or not at all.
    requireTLS: smtp.user !== undefined && !smtp.secure && !ON_THIS_MACHINE.test(smtp.host),
    maxConnections: smtp.pool,
    maxMessages: Infinity,
    auth: smtp.user === undefined ? undefined : { user: smtp.user, pass: smtp.pass ?? '' },
    dkim: dkim && { ...dkim, headerFieldNames: SIGNED_HEADERS.join(':') },
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
