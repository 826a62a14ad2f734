import type { Readable } from 'node:stream';
import type { SendMailOptions, Transporter } from 'nodemailer';

interface Watched extends SendMailOptions {
  /** Called with the whole email, which is read as the server takes it. */
  opened?: (email: Readable) => void;
}

/** An email on its way: of one that has not begun to leave a server has had nothing, whatever went wrong. */
export class Leaving {
  private email: Readable | undefined;

  get begun(): boolean {
    return this.email?.readableDidRead === true;
  }

  watching(email: SendMailOptions): SendMailOptions {
    const watched: Watched = { ...email, opened: (stream) => (this.email = stream) };
    return watched;
  }
}

/** Emails of `Leaving` are seen as they leave. */
export function watchLeaving(transport: Transporter): void {
  transport.use('stream', ({ data, message }, done) => {
    const open = message.createReadStream.bind(message);
    message.createReadStream = (...options) => {
      const email = open(...options);
      (data as Watched).opened?.(email);
      return email;
    };
    done();
  });
}
