import tseslint from 'typescript-eslint';

const nondeterministic = [
  { object: 'Math', property: 'random', message: 'Draw from a named stream (src/base/streams.ts).' },
  { object: 'Math', property: 'pow', message: 'Bits differ between Node versions: use src/base/math.ts.' },
  ...[
    'exp',
    'log',
    'log10',
    'log2',
    'log1p',
    'expm1',
    'sin',
    'cos',
    'tan',
    'tanh',
    'sinh',
    'cosh',
    'atan',
    'asin',
    'acos',
    'atan2',
    'cbrt',
    'hypot',
  ].map((property) => ({ object: 'Math', property, message: 'Host transcendental function: use src/base/math.ts.' })),
  { object: 'Date', property: 'now', message: 'Only src/base/environment.ts reads the clock.' },
  { object: 'performance', property: 'now', message: 'Only src/base/environment.ts reads the clock.' },
  { object: 'process', property: 'hrtime', message: 'Only src/base/environment.ts reads the clock.' },
  { property: 'toLocaleString', message: 'Depends on the machine.' },
  { property: 'localeCompare', message: 'Depends on the machine: compare with < and >.' },
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'results', 'coverage', 'src/engines/fused/assembly'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './src/browser/tsconfig.json'] } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // They took a fifth of the time and found nothing: no enum is declared here, and the few classes are no foreign ones.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  // Plain JavaScript has no types to check by: scripts, workers of tests, and whatever of it may come into src/.
  { files: ['**/*.js', '**/*.mjs', '**/*.cjs'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['src/**/*.{ts,js,mjs}', 'experiments/**/*.{ts,js,mjs}'],
    ignores: ['src/base/environment.ts'],
    rules: {
      'no-restricted-properties': ['error', ...nondeterministic],
      'no-restricted-globals': ['error', { name: 'Intl', message: 'Depends on the machine.' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "BinaryExpression[operator='**']",
          message: 'Bits differ between Node versions: multiply, or use src/base/math.ts.',
        },
        { selector: "NewExpression[callee.name='Date']", message: 'Only src/base/environment.ts reads the clock.' },
      ],
      'no-console': 'error',
    },
  },
  {
    // A page knows no format: what it says is plain text, and escaping is the renderer's. Figures and masks draw SVG.
    files: ['src/report/*.ts', 'src/report/sections/*.ts', 'src/report/answers/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['**/render/*', '**/escape.js'], message: 'Return parts of a page; escaping is the renderer’s.' },
          ],
        },
      ],
    },
  },
);
