// The long form of the chaos scenarios. With arguments, those whose name has these words: `npm run chaos -- random kills`.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const words = process.argv.slice(2).join(' ');

const child = spawn(
  'vitest',
  ['run', '--config', 'test/chaos/vitest.config.ts', ...(words ? ['--testNamePattern', words] : [])],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter) },
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('close', (code) => (process.exitCode = code ?? 1));
