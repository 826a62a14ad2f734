/** What came back; the body is parsed where it is JSON. */
export interface Reply<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** A small fetch client that speaks to one application in one caller's name. */
export class Caller {
  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  /** The same caller with more headers, such as an Idempotency-Key. */
  with(headers: Record<string, string>): Caller {
    return new Caller(this.url, { ...this.headers, ...headers });
  }

  get<Body = unknown>(path: string): Promise<Reply<Body>> {
    return this.call('GET', path);
  }

  post<Body = unknown>(path: string, body?: unknown): Promise<Reply<Body>> {
    return this.call('POST', path, body);
  }

  put<Body = unknown>(path: string, body?: unknown): Promise<Reply<Body>> {
    return this.call('PUT', path, body);
  }

  patch<Body = unknown>(path: string, body?: unknown): Promise<Reply<Body>> {
    return this.call('PATCH', path, body);
  }

  delete<Body = unknown>(path: string): Promise<Reply<Body>> {
    return this.call('DELETE', path);
  }

  /** A string is sent as it is, so that a test can send what is not JSON. */
  async call<Body>(method: string, path: string, body?: unknown): Promise<Reply<Body>> {
    const reply = await fetch(new URL(path, this.url), {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...this.headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    const json = reply.headers.get('content-type')?.includes('json');
    return { status: reply.status, headers: reply.headers, body: (json ? JSON.parse(text) : text) as Body };
  }
}
