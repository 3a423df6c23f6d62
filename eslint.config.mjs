import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import importPlugin from 'eslint-plugin-import';
import tseslint from 'typescript-eslint';

// The layers of docs/how-it-works.md: main -> base | leaf -> aws -> nothing.
const layer = (target, from, message) => ({ target, from, message });
const zones = [
  layer(
    './modules/aws',
    ['./modules/base', './modules/leaf', './main.ts', './cli'],
    'modules/aws imports no other layer',
  ),
  layer('./modules/base', ['./modules/leaf', './main.ts', './cli'], 'base never refers to a leaf'),
  layer('./modules/leaf', ['./modules/base', './main.ts', './cli'], 'a leaf takes what it needs of base as props'),
  layer('./modules/config', ['./modules/base', './modules/leaf', './main.ts', './cli'], 'the config imports no stack'),
  layer('./lambdas', ['./modules', './main.ts', './cli'], 'what both sides share lives in lambdas/<name>/contract.ts'),
];
// Modules of a leaf never import one another: only leaf-stack.ts puts them together.
const LEAF_MODULES = [
  'security-groups',
  'volumes',
  'container',
  'ecs-asg',
  'alerts',
  'watchdog',
  'asg-state-change-hook',
  'dashboard',
  'outputs',
];
const path = (name) => [`./modules/leaf/${name}.ts`, `./modules/leaf/${name}`];
const siblings = LEAF_MODULES.flatMap((name) =>
  path(name).map((target) =>
    layer(
      target,
      LEAF_MODULES.filter((other) => other !== name).flatMap(path),
      'modules of a leaf never import one another: leaf-stack.ts puts them together',
    ),
  ),
);

export default tseslint.config(
  { ignores: ['cdktf.out/', '.gen/', 'terraform.tfstate.d/', 'coverage/', '**/*.mjs', '**/*.cjs'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    plugins: { import: importPlugin },
    settings: {
      'import/resolver': { typescript: true },
      'import/parsers': { '@typescript-eslint/parser': ['.ts'] },
      // following the providers' thousands of files would take minutes and find no cycle of ours
      'import/external-module-folders': ['node_modules'],
      'import/ignore': ['node_modules'],
    },
    rules: {
      'import/no-cycle': ['error', { ignoreExternal: true }],
      'import/no-restricted-paths': ['error', { zones: [...zones, ...siblings] }],
      'import/no-default-export': 'error',
      // types are imported in one style: `import { type X }`
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      'import/consistent-type-specifier-style': ['error', 'prefer-inline'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-extraneous-class': 'off',
      // a construct is made for its effect on the scope that it is given
      'no-new': 'off',
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@cdktf/provider-aws',
              message: 'import @cdktf/provider-aws/lib/<resource>: the root is ten times slower',
            },
          ],
        },
      ],
    },
  },
  { files: ['__tests__/**', 'e2e/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  {
    files: ['__tests__/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[property.name=/^toHave(Resource|DataSource|Provider)/] > MemberExpression[property.name="not"]',
          message: 'passes for every misspelled key: show with Template what is not there',
        },
      ],
    },
  },
  prettier,
);
