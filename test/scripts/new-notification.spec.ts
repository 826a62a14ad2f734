import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const DECLARATIONS = 'src/notifications/catalog/declarations';
const COPIED = ['scripts', 'src', 'prisma', 'package.json', 'package-lock.json', 'prisma.config.ts'];
const SETTINGS = [
  'nest-cli.json',
  '.swcrc',
  'tsconfig.json',
  'tsconfig.build.json',
  '.oxlintrc.json',
  '.prettierrc',
];

/** An event that nothing is declared for yet, with every kind of value that one may carry. */
const NEW_EVENT = `
  'loan.overdue': z.object({
    loanId: z.uuid(),
    title: z.string().min(20),
    borrowerName: z.string(),
    memberId: z.uuid(),
    daysLate: z.int().positive(),
    fee: z.number().nullable(),
    currency: z.string().regex(/^[A-Z]{3}$/),
    state: z.enum(['LATE', 'LOST']),
    returnable: z.boolean(),
    dueAt: z.iso.datetime(),
    copies: z.array(z.string()),
  }),`;

/** The project in a folder of its own, because the script writes into the one it is in. */
let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'munadi-new-notification-'));
  const isWanted = (path: string) => !basename(path).endsWith('.spec.ts') || path.endsWith('catalog.spec.ts');
  for (const each of [...COPIED, ...SETTINGS]) {
    cpSync(join(root, each), join(copy, each), { recursive: true, filter: isWanted });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const map = join(copy, 'src/platform/events/map/community.ts');
  const text = readFileSync(map, 'utf8');
  writeFileSync(map, text.replace('COMMUNITY_EVENTS = {', `COMMUNITY_EVENTS = {${NEW_EVENT}`));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** A command in the copy, as npm would run it there. */
async function run(command: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  const { CI: _inCi, ...environment } = process.env;
  const inherited = Object.entries(environment).filter(([name]) => !name.startsWith('VITEST'));
  const child = spawn(command, args, {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(inherited),
      NO_COLOR: '1',
      PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}
const make = (...args: string[]) => run('node', 'scripts/new-notification.mjs', ...args);
const written = () => readdirSync(join(copy, DECLARATIONS)).sort();

describe('what it refuses', () => {
  it.each<[string, string[], RegExp]>([
    ['no name', [], /Give the notification one name: npm run new:notification -- /],
    ['two names', ['one', 'two'], /one name/],
    ['a name in capitals', ['LoanOverdue'], /small letters, with hyphens/],
    ['a name with a path', ['../loan'], /small letters/],
    ['a name that ends in a hyphen', ['loan-'], /small letters/],
    ['an option it does not know', ['loan', '--for', 'me'], /Unknown option '--for'[^]*This is how it goes/],
    ['an option without its value', ['loan', '--on'], /--on[^]*This is how it goes/],
    ['a name that is taken', ['event-approved'], /event-approved\.ts is there already\. Names are for ever/],
    [
      'an event that nobody knows',
      ['loan', '--on', 'loan.lost'],
      /No event is called loan\.lost\..*take one of loan\.overdue, event\.created, /,
    ],
    [
      'an event with a name of the language',
      ['loan', '--on', 'constructor'],
      /No event is called constructor/,
    ],
  ])(
    '%s',
    async (_what, args, sentence) => {
      const before = written();
      const { code, output } = await make(...args);
      expect(output).toMatch(sentence);
      expect(output).not.toMatch(/\n\s+at /);
      expect(code).toBe(1);
      expect(written()).toEqual(before);
    },
    60_000,
  );
});

describe('what it writes', () => {
  const NAMES = ['loan-overdue', 'thank-you-2', 'event-created-again', 'emergency-copy'];

  it('listens to the event that is asked for, or that the name begins with', async () => {
    const first = await make('loan-overdue');
    expect(first).toMatchObject({
      code: 0,
      output: expect.stringContaining(`Wrote ${DECLARATIONS}/loan-overdue.ts`),
    });
    expect(first.output).not.toContain('It listens to');
    expect((await make('event-created-again')).code).toBe(0);
    expect((await make('emergency-copy', '--on', 'emergency.alert')).code).toBe(0);
    const last = await make('thank-you-2');
    expect(last.output).toContain('It listens to event.created until you change `on`');

    const listens = NAMES.map(
      (name) => /on: '(.*)'/.exec(readFileSync(join(copy, DECLARATIONS, `${name}.ts`), 'utf8'))?.[1],
    );
    expect(listens).toEqual(['loan.overdue', 'event.created', 'event.created', 'emergency.alert']);
    for (const name of NAMES) expect(existsSync(join(copy, DECLARATIONS, `${name}.spec.ts`))).toBe(true);
  }, 60_000);

  it('is whole: formatted, linted, typed, in a catalog that starts, and with specs that pass', async () => {
    const files = NAMES.flatMap((name) => [`${DECLARATIONS}/${name}.ts`, `${DECLARATIONS}/${name}.spec.ts`]);
    writeFileSync(
      join(copy, 'tsconfig.skeletons.json'),
      JSON.stringify({ extends: './tsconfig.json', include: files }),
    );
    writeFileSync(join(copy, 'vitest.config.mjs'), 'export default {};');
    for (const [command, ...args] of [
      ['prettier', '--check', ...files],
      ['oxlint', '--deny-warnings', ...files],
      ['tsc', '--noEmit', '-p', 'tsconfig.skeletons.json'],
      ['vitest', 'run', 'src/notifications/catalog'],
    ] as const) {
      const { code, output } = await run(command, ...args);
      expect(`${command} ends with ${code}\n${code === 0 ? '' : output}`).toBe(`${command} ends with 0\n`);
    }
    const specs = readdirSync(join(copy, DECLARATIONS)).filter((file) => file.endsWith('.spec.ts'));
    expect(specs).toHaveLength(NAMES.length);
  }, 120_000);
});
