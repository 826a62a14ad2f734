/** The rooms, lowest first: a room may import the ones before it, never the ones after. */
const ROOMS = [
  'platform',
  'identity',
  'directory',
  'audience',
  'notifications',
  'delivery',
  'feed',
  'clock',
  'operations',
];
/** The host's own modules stand aside: they know these rooms, and only the app knows them. */
const SOURCES_MAY_USE = ['platform', 'identity', 'directory'];

const room = (...names) => `^src/(${names.join('|')})/`;
const SPEC = '\\.spec\\.tsx?$';
/** Named on the command line of a process that is to suffer. */
const PRELOADED = '^test/chaos/harness/preload/';
const GENERATED = '^src/platform/database/generated/';

const upstream = ROOMS.map((name, index) => ({
  name: `${name}-against-the-stream`,
  comment: `${name} may import ${['itself', ...ROOMS.slice(0, index)].join(', ')}. News that has to travel up is an event.`,
  severity: 'error',
  from: { path: room(name) },
  to: { path: ['^src/'], pathNot: [room(...ROOMS.slice(0, index + 1))] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...upstream,
    {
      name: 'sources-know-three-rooms',
      comment: `sources may import ${SOURCES_MAY_USE.join(', ')} only; what they have to say is an event.`,
      severity: 'error',
      from: { path: room('sources') },
      to: { path: '^src/', pathNot: room('sources', ...SOURCES_MAY_USE) },
    },
    {
      name: 'no-room-without-a-place',
      comment:
        'A new folder in src needs its place in the list of rooms above. boot starts what app puts together.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: room('boot', 'sources', ...ROOMS) },
      to: {},
    },
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one idea, or one of them is in the wrong room.',
      severity: 'error',
      from: { pathNot: GENERATED },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports it and it imports nothing: remove it, or connect it.',
      severity: 'error',
      from: { orphan: true, pathNot: [SPEC, '\\.d\\.ts$', GENERATED, '\\.config\\.ts$', PRELOADED] },
      to: {},
    },
    {
      name: 'src-stands-alone',
      comment: 'What runs in production imports neither tests nor the console.',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { path: '^(test|web|bench|scripts)/' },
    },
    {
      name: 'queues-stay-in-their-room',
      comment:
        'Which backend carries the hints is known in platform/queues, platform/realtime and on the board.',
      severity: 'error',
      from: { path: '^src/', pathNot: [room('platform/queues', 'platform/realtime', 'operations'), SPEC] },
      to: { path: ['node_modules/(bullmq|ioredis|@nestjs/bullmq)/'] },
    },
    {
      name: 'no-barrels',
      comment: 'Import the file that has it: barrels tie rooms into one knot.',
      severity: 'error',
      from: {},
      to: { path: '^src/.*index\\.ts$', pathNot: GENERATED },
    },
    {
      name: 'no-drawers-of-odds-and-ends',
      comment: 'Name the folder for what it is about; common, utils and helpers are about nothing.',
      severity: 'error',
      from: {},
      to: { path: '/(common|utils|helpers|shared|misc)/', pathNot: 'node_modules' },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-packages',
      comment: 'What runs in production is installed in production.',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|web/node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
