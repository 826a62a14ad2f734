import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** What a server shows, or signs with: as a file has it, and the half that nobody else has. */
export interface Certified {
  pem: string;
  key: KeyObject;
}

/** A certificate for a name, signed by itself; Node reads such files but makes none. */
export function certificateFor(name: string, { days = 2 } = {}): Certified {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const who = sequence(set(sequence(object('2.5.4.3'), tagged(0x0c, Buffer.from(name)))));
  const algorithm = sequence(object('1.2.840.113549.1.1.11'), tagged(0x05, Buffer.alloc(0)));
  const day = 86_400_000;
  const body = sequence(
    tagged(0x02, Buffer.from([1])),
    algorithm,
    who,
    sequence(time(Date.now() - 3 * day), time(Date.now() + days * day)),
    who,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  const base64 = sequence(body, algorithm, signature).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return {
    pem: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey,
  };
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]) => tagged(0x30, Buffer.concat(parts));
const set = (...parts: Buffer[]) => tagged(0x31, Buffer.concat(parts));
const time = (at: number) =>
  tagged(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replaceAll(/\D/g, '')}Z`));

function object(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const high = Math.floor(value / 128);
  return high === 0 ? [value] : [...base128(high).map((each) => each | 0x80), value % 128];
}
