import { Cluster, Redis, type RedisOptions } from 'ioredis';

/**
 * Three forms of REDIS_URL:
 *   redis://[user:pass@]host:port[/db]                       one server (rediss:// with TLS)
 *   redis+cluster://[user:pass@]host:port,host:port          a Redis Cluster
 *   redis+sentinel://[user:pass@]host:port,host:port/name    what Sentinel calls `name`
 */
export function connectRedis(url: string, options: RedisOptions = {}): Redis | Cluster {
  const kind = /^redis\+(cluster|sentinel):\/\//.exec(url)?.[1];
  if (!kind) return new Redis(url, options);

  const { user, pass, hosts, name } = parts(url);
  const access = { ...(user && { username: user }), ...(pass && { password: pass }) };
  if (kind === 'cluster') {
    const { enableOfflineQueue = true, ...redisOptions } = options;
    return new Cluster(hosts, { enableOfflineQueue, redisOptions: { ...access, ...redisOptions } });
  }
  return new Redis({ sentinels: hosts, name: name || 'mymaster', ...access, ...options });
}

function parts(url: string) {
  const match = /^[^/]+\/\/(?:(?<user>[^:@]*)(?::(?<pass>[^@]*))?@)?(?<hosts>[^/]+)(?:\/(?<name>.*))?$/.exec(
    url,
  );
  const { user = '', pass = '', hosts = '', name = '' } = match?.groups ?? {};
  return {
    user: decodeURIComponent(user),
    pass: decodeURIComponent(pass),
    name,
    hosts: hosts.split(',').map((each) => {
      const [host = '', port = '6379'] = each.split(':');
      return { host, port: Number(port) };
    }),
  };
}
