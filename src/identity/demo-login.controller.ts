import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsEmail, MaxLength } from 'class-validator';
import { SignJWT } from 'jose';
import { Config } from '../platform/config/config.js';
import { notFound } from '../platform/errors/app-error.js';
import { Public } from './access.js';
import { DEMO_DOMAIN } from './demo-domain.js';
import { MemberDirectory } from './member-directory.js';
import { UserView } from './user-view.js';

export class DemoLogin {
  @ApiProperty({ example: `member@${DEMO_DOMAIN}` })
  @IsEmail({ require_tld: false })
  @MaxLength(254)
  email!: string;
}

export class DemoSession {
  @ApiProperty() accessToken!: string;
  @ApiProperty() user!: UserView;
}

/** Signs in without a password. Only opened in a demo. */
@ApiTags('demo')
@Public()
@Controller('auth')
export class DemoLoginController {
  constructor(
    private readonly config: Config,
    private readonly members: MemberDirectory,
  ) {}

  @Get('demo-users')
  @ApiOkResponse({ type: [UserView] })
  async list(): Promise<UserView[]> {
    const members = await this.members.withEmailAt(DEMO_DOMAIN, 200);
    return members.map((member) => new UserView(member));
  }

  @Post('demo-login')
  @HttpCode(200)
  @ApiOkResponse({ type: DemoSession })
  async login(@Body() { email }: DemoLogin): Promise<DemoSession> {
    const isDemo = email.toLowerCase().endsWith(`@${DEMO_DOMAIN}`);
    const member = isDemo ? await this.members.byEmail(email) : undefined;
    if (!member) throw notFound('No demo user has this email; GET /api/auth/demo-users lists them.');
    return { accessToken: await this.sign(member.userId), user: new UserView(member) };
  }

  private sign(userId: string): Promise<string> {
    const { tokens } = this.config;
    if (tokens.algorithm !== 'HS256') throw new Error('The demo login needs a secret of ours to sign with.');
    return new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(userId)
      .setIssuer(tokens.issuer)
      .setAudience(tokens.audience)
      .setIssuedAt()
      .setExpirationTime('12h')
      .sign(tokens.secret);
  }
}
