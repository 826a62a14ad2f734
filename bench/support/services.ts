import { fork } from 'node:child_process';
import { once } from 'node:events';
import { TEST_CERTIFICATE, TEST_KEY } from '../../test/support/test-certificate.js';

export interface Services {
  ports: { sms: number; push: number };
  /** How many they have had since it was asked last. */
  taken(): Promise<number>;
  /** From now on each is answered so much later. */
  answerAfter(ms: number): Promise<void>;
  end(): void;
}

/** The services of `http-sink.ts`, in a process of their own. */
export async function services(): Promise<Services> {
  const child = fork(new URL('http-sink.ts', import.meta.url), { execArgv: [] });
  child.send({ key: TEST_KEY, cert: TEST_CERTIFICATE });
  const [ports] = (await once(child, 'message')) as [Services['ports']];
  const ask = async (asked: 'how many?' | number) => {
    child.send(asked);
    const [count] = (await once(child, 'message')) as [number];
    return count;
  };
  return {
    ports,
    taken: () => ask('how many?'),
    answerAfter: async (ms) => void (await ask(ms)),
    end: () => child.disconnect(),
  };
}
