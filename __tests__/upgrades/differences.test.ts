import { compare, type Synthesized } from '../../upgrades/differences';

const stack = (more: object = {}): Synthesized =>
  new Map([
    [
      'full/base',
      {
        '//': { metadata: { version: '0.21.0' } },
        terraform: { required_providers: { aws: { version: '5.100.0', source: 'aws' } } },
        resource: { aws_lambda_function: { Hook: { runtime: 'nodejs22.x', tags: {} } } },
        ...more,
      },
    ],
  ]);

const upgraded = (runtime: string, version = '6.25.0') =>
  stack({
    '//': { metadata: { version: '0.24.0' } },
    terraform: { required_providers: { aws: { version, source: 'aws' } } },
    resource: { aws_lambda_function: { Hook: { runtime, tags: {} } } },
  });

const where = (found: readonly { readonly where: string }[]) => found.map((one) => one.where);

test('the provider’s version and the runtime of functions are expected to change, the notes of cdktf are not compared', () => {
  const { unexpected, expected } = compare(stack(), upgraded('nodejs24.x'));

  expect(unexpected).toEqual([]);
  expect(where(expected)).toEqual([
    'full/base terraform.required_providers.aws.version',
    'full/base resource.aws_lambda_function.Hook.runtime',
  ]);
});

test.each([
  ['another runtime', upgraded('nodejs26.x'), 'resource.aws_lambda_function.Hook.runtime'],
  ['another major version', upgraded('nodejs24.x', '7.0.0'), 'terraform.required_providers.aws.version'],
  ['a new value', stack({ output: { vpc_id: { value: 1 } } }), 'output.vpc_id.value'],
  ['an empty list that appears', stack({ locals: [] }), 'locals'],
])('%s is reported with its place', (_, after, path) => {
  expect(where(compare(stack(), after).unexpected)).toContain(`full/base ${path}`);
});

test('a stack that is gone is reported, value by value', () => {
  const { unexpected } = compare(stack(), new Map());

  expect(unexpected).toContainEqual(
    expect.objectContaining({
      where: 'full/base resource.aws_lambda_function.Hook.runtime',
      before: '"nodejs22.x"',
      after: 'absent',
    }),
  );
});
