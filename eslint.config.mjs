import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import importPlugin from 'eslint-plugin-import';
import tseslint from 'typescript-eslint';
import zones from './eslint.zones.cjs';

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
      'import/no-restricted-paths': ['error', { zones }],
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
  {
    // runs in browsers, whose types nothing else may use
    files: ['lambdas/start-page/page/browser/**'],
    languageOptions: { parserOptions: { project: './lambdas/start-page/page/browser/tsconfig.json' } },
  },
  {
    // what others wrote reaches a terminal through cli/terminal/output.ts alone
    files: ['cli/**', 'synth/**', 'main.ts'],
    ignores: ['cli/terminal/output.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[object.property.name=/^std(out|err)$/][property.name="write"]',
          message: 'print, printError and write of cli/terminal/output.ts make text of others harmless',
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
