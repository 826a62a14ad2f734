/**
 * A part of an email as it goes over the wire. Encoded here at once, and not by nodemailer as a stream of pieces,
 * which takes half as long again for the whole email.
 */
export const part = (type: 'text/plain' | 'text/html', text: string): { raw: string } => ({
  raw: `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines(Buffer.from(text).toString('base64'))}`,
});

const lines = (base64: string) => base64.replace(/.{76}(?=.)/g, '$&\r\n');
