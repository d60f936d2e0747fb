// Who may import whom. The tables are the rules; the code below them only turns them into patterns.

/** The ground: parts of src/ that import nothing but each other. */
const GROUND = ['config', 'errors', 'paging', 'logging', 'clock'];

/** The works: what the rooms are built on. Each line names all that the part may import, ground aside. */
const WORKS = {
  changes: ['request', 'auth', 'database'],
  request: ['auth', 'database'],
  auth: ['database'],
  database: [],
  media: ['storage', 'database'],
  storage: ['database'],
};

/** The rooms: the domain. Each line names the other rooms it may import; all of them may import the works. */
const ROOMS = {
  pointers: ['resources', 'owners', 'accounts'],
  surveys: ['resources', 'owners', 'accounts'],
  translations: ['resources', 'owners', 'accounts'],
  diagnostics: ['resources', 'owners', 'accounts'],
  files: ['resources', 'owners', 'accounts'],
  resources: ['owners', 'accounts'],
  'thing-types': ['resources', 'owners', 'units', 'accounts'],
  owners: ['accounts'],
  units: [],
  accounts: [],
};

const every = (layer) => Object.keys(layer);

/** What each part of src/ may import, besides itself and the ground. */
const MAY_IMPORT = {
  'main.ts': ['app.ts', 'welcome.ts'],
  'welcome.ts': ['app.ts'],
  'print.ts': ['app.ts', 'http', 'graphql'],
  'app.ts': ['http', 'graphql', 'lifecycle', ...every(ROOMS), ...every(WORKS)],
  http: ['graphql', ...every(WORKS)],
  graphql: every(WORKS),
  lifecycle: [...every(ROOMS), ...every(WORKS)],
  ...Object.fromEntries(Object.entries(ROOMS).map(([room, rooms]) => [room, [...rooms, ...every(WORKS)]])),
  ...WORKS,
  ...Object.fromEntries(GROUND.map((part) => [part, []])),
};

/** Packages that some places alone may see. */
const PACKAGE_BELONGS_TO = {
  'express|cors|ws|graphql-ws|graphql-upload-minimal|@as-integrations/.+': ['src/http/'],
  '@apollo/server': ['src/http/', 'src/graphql/'],
  minio: ['src/storage/'],
  pg: ['src/database/'],
  typeorm: ['src/database/', 'src/.+\\.entity\\.ts$', 'migrations/'],
};

/** What a file with such a suffix must not see. */
const SUFFIX_MUST_NOT_IMPORT = {
  'service|queries|job': {
    packages: 'type-graphql|graphql|express',
    why: 'rules and SQL know neither GraphQL nor HTTP',
  },
  'input|args': {
    parts: 'database|storage',
    packages: 'typeorm|pg',
    why: 'what clients may send knows no database',
  },
  resolver: { parts: 'database|storage', packages: 'typeorm|pg', why: 'a resolver knows neither SQL nor transactions' },
  entity: {
    suffixes: 'service|queries|job|input|args|resolver|loader|errors|module',
    parts: 'config|database|storage',
    why: 'entities know entities, and the values, enums and scalars of their fields',
  },
};

/** The closed list of suffixes in src/; a plain noun has none. */
const SUFFIXES = 'entity|input|args|resolver|service|queries|loader|errors|job|module|test';

const TEST = '\\.test\\.ts$';
const path = (parts) =>
  `^src/(${parts.map((part) => (part.endsWith('.ts') ? `${part.replace('.', '\\.')}$` : `${part}/`)).join('|')})`;
const packages = (names) => `(^|/)node_modules/(@types/)?(${names})/`;
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** No such file, whether it imports or is imported. */
const misplaced = (name, comment, file) => [forbid(name, comment, file, {}), forbid(name, comment, {}, file)];

const whoMayImportWhom = Object.entries(MAY_IMPORT).map(([part, parts]) =>
  forbid(
    `${part.replace('.ts', '')}-may-import`,
    `${part} may import, besides itself: ${[...parts, ...GROUND].join(', ')}`,
    { path: path([part]), pathNot: TEST },
    // database/ runs the migrations.
    {
      path: '^(src|migrations|test|demo|bench)/',
      pathNot: [path([part, ...parts, ...GROUND]), ...(part === 'database' ? ['^migrations/'] : [])],
    },
  ),
);

const whosePackage = Object.entries(PACKAGE_BELONGS_TO).map(([names, places]) =>
  forbid(
    `package-of-one-place-${names.split('|')[0]}`,
    `only ${places.join(', ')} may see ${names}`,
    { path: '^(src|migrations)/', pathNot: [TEST, ...places.map((place) => `^${place}`)] },
    { path: packages(names) },
  ),
);

const whatSuffixesKnow = Object.entries(SUFFIX_MUST_NOT_IMPORT).flatMap(([suffix, not]) => {
  const targets = {
    packages: not.packages && packages(not.packages),
    parts: not.parts && path(not.parts.split('|')),
    suffixes: not.suffixes && `^src/.+\\.(${not.suffixes})\\.ts$`,
  };
  return Object.entries(targets)
    .filter(([, target]) => target)
    .map(([kind, target]) =>
      forbid(
        `${suffix.replaceAll('|', '-')}-knows-no-${kind}`,
        not.why,
        { path: `^src/.+\\.(${suffix})\\.ts$` },
        { path: target },
      ),
    );
});

module.exports = {
  forbidden: [
    ...whoMayImportWhom,
    ...whosePackage,
    ...whatSuffixesKnow,
    ...misplaced('known-part', 'a part of src/ that stands in no table: give it a place', {
      path: '^src/',
      pathNot: path(every(MAY_IMPORT)),
    }),
    ...misplaced('known-suffix', 'the suffixes are a closed list', {
      path: '^src/.+\\.[a-z-]+\\.ts$',
      pathNot: `\\.(${SUFFIXES})\\.ts$`,
    }),
    ...misplaced('named-folder', 'a function without a home has no name yet', {
      path: '(^|/)(utils?|helpers?|common|shared|lib|misc)(/|\\.ts$)',
      pathNot: 'node_modules',
    }),
    forbid('no-cycle', 'what knows each other cannot be understood alone', {}, { circular: true }),
    forbid(
      'resolver-by-its-module',
      'resolvers are named by their module only',
      { path: '^src/', pathNot: [TEST, '\\.module\\.ts$'] },
      { path: '\\.resolver\\.ts$' },
    ),
    forbid(
      'module-by-the-app',
      'modules are named by app.ts only',
      { path: '^src/', pathNot: [TEST, '^src/app\\.ts$'] },
      { path: '\\.module\\.ts$' },
    ),
    forbid(
      'migration-alone',
      'a migration never changes, so it leans on nothing that does',
      { path: '^migrations/' },
      { path: '^(src|test|demo|bench)/' },
    ),
    forbid(
      'product-without-tests',
      'what ships knows no tests, demo or benchmark',
      { path: '^(src|migrations)/', pathNot: TEST },
      { path: ['^(test|demo|bench)/', TEST] },
    ),
    forbid(
      'product-without-tools',
      'what ships needs no package of development alone',
      { path: '^(src|migrations)/', pathNot: TEST },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'no-orphan',
      'nobody uses it and it uses nobody',
      { orphan: true, pathNot: [TEST, '\\.d\\.ts$', '^(scripts|migrations)/', '^[^/]+$'] },
      {},
    ),
    forbid(
      'no-unresolvable',
      'what is imported is there (typed-document-node has types alone, and so no entry to resolve)',
      { pathNot: '^scripts/' },
      { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    ),
    forbid(
      'no-undeclared',
      'what is imported stands in package.json',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|data-demo|docs)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
