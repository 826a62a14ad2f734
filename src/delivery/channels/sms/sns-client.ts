import { SNSClient } from '@aws-sdk/client-sns';
import { call } from '../http/call.js';

interface Where {
  region: string;
  endpoint: string | undefined;
}

/** What the SDK hands over when it has signed it. */
interface Signed {
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  headers: Record<string, string>;
  body?: unknown;
}

/** SNS through its SDK, over the connections that all services share. It repeats nothing by itself. */
export const snsAt = ({ region, endpoint }: Where) =>
  new SNSClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: 1,
    requestHandler: { handle: pooled, updateHttpClientConfig: () => {}, httpHandlerConfigs: () => ({}) },
  });

async function pooled(request: Signed, { abortSignal }: { abortSignal?: unknown } = {}) {
  const { protocol, hostname, port, path, headers, body } = request;
  const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`;
  const answer = await call(url, { headers, body: body as string }, { signal: abortSignal as AbortSignal });
  return {
    response: {
      statusCode: answer.status,
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: Buffer.from(answer.text),
    },
  };
}
