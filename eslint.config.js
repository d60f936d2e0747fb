import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const ENVIRONMENT = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only src/config reads the environment; take what you need from the Config.',
};

const TIME_AND_CHANCE = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time comes in by the door: take a Clock.',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'Time comes in by the door: take a Clock.' },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Time comes in by the door: take a Clock.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Chance comes in by the door: take a Random.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?crypto$/] > ImportSpecifier[imported.name=/^random/]',
    message: 'Chance comes in by the door: take a Random.',
  },
];

export default defineConfig(
  { ignores: ['node_modules/', 'dist/', 'data/', 'data-demo/', 'test/support/generated/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // The house's sizes: a file is one idea, a function fits on a screen.
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', { max: 3 }],
      complexity: ['error', { max: 20 }],
      // "== null" asks for absent or null in one word, which optional input needs.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // A decorated parameter can be there for the schema alone.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Classes of output and input name shapes: a plain object is a good Unit.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Numbers and booleans read well in a template; objects and undefined do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // A class can be all decorators, such as an input without fields of its own.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // It asks for "value!", which is not allowed.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
    },
  },
  {
    // Fields of entities and inputs are filled by TypeORM and type-graphql, so they are declared with "!".
    files: ['src/**/*.{entity,input,args}.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts', 'src/config/**', 'src/main.ts', 'src/clock/**'],
    rules: { 'no-restricted-syntax': ['error', ENVIRONMENT, ...TIME_AND_CHANCE] },
  },
  {
    // The environment is handed in by main and read by config; the clock is where time and chance come from.
    files: ['src/config/**/*.ts', 'src/main.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...TIME_AND_CHANCE] },
  },
  {
    files: ['src/clock/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ENVIRONMENT] },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'demo/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // describe() and it() of node:test give promises that nobody has to await.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['describe', 'it', 'suite', 'test'], package: 'node:test' },
          ],
        },
      ],
      'no-console': 'off',
      // A describe() is a function too, and as long as its sentences.
      'max-lines-per-function': 'off',
    },
  },
  { files: ['src/main.ts', 'src/print.ts'], rules: { 'no-console': 'off' } },
  // What a resolver is given comes by decorated parameters, one for each thing; at the doors, libraries say what they hand in.
  { files: ['src/**/*.resolver.ts', 'src/{http,graphql}/**/*.ts'], rules: { 'max-params': 'off' } },
  // One migration is one piece of SQL.
  { files: ['migrations/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        console: 'readonly',
        module: 'writable',
        process: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
      },
    },
  },
);
