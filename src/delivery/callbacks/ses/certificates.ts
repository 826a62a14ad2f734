import { X509Certificate } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Amazon } from './amazon.js';

/** SNS changes its certificate once in a while; more than a few at once there are not. */
const KEPT = 10;

/** The certificates that SNS signs with, each fetched once. */
@Injectable()
export class Certificates {
  private readonly kept = new Map<string, Promise<X509Certificate | undefined>>();

  constructor(private readonly amazon: Amazon) {}

  /** Of an address that was looked at; undefined where there is none that is valid today. */
  async at(address: string): Promise<X509Certificate | undefined> {
    const certificate = await (this.kept.get(address) ?? this.fetch(address));
    const now = Date.now();
    const isValid =
      certificate && now >= Date.parse(certificate.validFrom) && now <= Date.parse(certificate.validTo);
    return isValid ? certificate : undefined;
  }

  private fetch(address: string): Promise<X509Certificate | undefined> {
    const fetched = this.amazon.fetch(address).then((pem) => (pem === undefined ? undefined : parsed(pem)));
    if (this.kept.size >= KEPT) this.kept.clear();
    this.kept.set(address, fetched);
    // A failure is not kept: whoever comes next tries again.
    fetched.catch(() => this.kept.delete(address));
    return fetched;
  }
}

function parsed(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
