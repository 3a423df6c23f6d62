import { keepYaml } from '../../../../cli/guard/rules/keep-yaml';
import { guardedDeployment } from '../../support/plan';

describe('keepYaml', () => {
  test('refuses to deploy everything while a leaf has a state but no YAML', () => {
    expect(keepYaml(guardedDeployment({ orphans: ['minecraft'] }))).toEqual([
      {
        severity: 'refuse',
        stack: 'minecraft',
        message: 'minecraft has state but no YAML: put the file back or run ./cm retire minecraft',
      },
    ]);
  });

  test('only warns when a person names leaves', () => {
    const findings = keepYaml(guardedDeployment({ orphans: ['minecraft', 'valheim'], isWhole: false }));

    expect(findings.map(({ stack, severity }) => [stack, severity])).toEqual([
      ['minecraft', 'warn'],
      ['valheim', 'warn'],
    ]);
  });

  test('passes leaves with YAML', () => {
    expect(keepYaml(guardedDeployment())).toEqual([]);
  });
});
