import { hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { Config } from '../platform/config/config.js';
import type { MemberCaller } from './caller.js';
import { MemberDirectory } from './member-directory.js';

const COOKIE = 'munadi_board';
const SECONDS = 3_600;

/**
 * Lets an admin's browser open the queue board, whose pages cannot send a bearer token. Its key is derived
 * from the encryption key and its audience is its own, so that it opens nothing else, whoever issues tokens.
 */
@Injectable()
export class BoardSession {
  private readonly key: Uint8Array;
  private readonly claims: { issuer: string; audience: string };

  constructor(
    private readonly config: Config,
    private readonly members: MemberDirectory,
  ) {
    const [first] = config.encryptionKeys;
    if (!first) throw new Error('ENCRYPTION_KEYS holds no key.');
    this.key = new Uint8Array(hkdfSync('sha256', first.key, '', 'munadi board session', 32));
    const { issuer, audience } = config.tokens;
    this.claims = { issuer, audience: `${audience}:board` };
  }

  /** The value of a Set-Cookie header. */
  async open(member: MemberCaller): Promise<string> {
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(member.userId)
      .setIssuer(this.claims.issuer)
      .setAudience(this.claims.audience)
      .setIssuedAt()
      .setExpirationTime(`${SECONDS}s`)
      .sign(this.key);
    const secure = this.config.http.publicUrl.startsWith('https:') ? '; Secure' : '';
    return `${COOKIE}=${token}; Path=/admin; Max-Age=${SECONDS}; HttpOnly; SameSite=Strict${secure}`;
  }

  /** Who may see the board by this `Cookie` header: an admin, and still one. */
  async boardAccess(cookieHeader: string | undefined): Promise<MemberCaller | undefined> {
    const token = cookieHeader
      ?.split(';')
      .map((cookie) => cookie.trim())
      .find((cookie) => cookie.startsWith(`${COOKIE}=`))
      ?.slice(COOKIE.length + 1);
    const userId = token && (await this.subject(token));
    const member = userId ? await this.members.byId(userId) : undefined;
    return member?.role === 'ADMIN' ? member : undefined;
  }

  private async subject(token: string): Promise<string | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        ...this.claims,
        algorithms: ['HS256'],
        requiredClaims: ['sub', 'exp'],
      });
      return payload.sub;
    } catch {
      // Expired or not ours: the same as no cookie.
      return undefined;
    }
  }
}
