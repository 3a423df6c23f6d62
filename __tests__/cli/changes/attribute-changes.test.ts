import { attributeChanges } from '../../../cli/changes/attribute-changes';
import { Work } from '../../../cli/changes/work';
import { type ResourceChange } from '../../../cli/terraform/plan';

function changesOf(change: Partial<ResourceChange['change']>, work?: Work) {
  const resource: ResourceChange = {
    address: 'aws_ecs_task_definition.Task',
    mode: 'managed',
    type: 'aws_ecs_task_definition',
    name: 'Task',
    change: { actions: ['update'], before: {}, after: {}, ...change },
  };
  return attributeChanges(resource, work);
}

describe('attributeChanges', () => {
  test('names what is different, at any depth, and nothing else', () => {
    const before = { name: 'x', size: 1, rule: [{ port: 1, to: 2 }] };
    const after = { name: 'x', size: 2, rule: [{ port: 3, to: 2 }] };

    expect(changesOf({ before, after })).toEqual([
      { path: 'size', before: '1', after: '2' },
      { path: 'rule[0].port', before: '1', after: '3' },
    ]);
  });

  test('names what a new resource has, without empty values', () => {
    const after = { name: 'x', tags: {}, list: [], text: '', none: null };

    expect(changesOf({ actions: ['create'], before: null, after })).toEqual([
      { path: 'name', before: undefined, after: 'x' },
    ]);
  });

  test('is empty for a deleted resource', () => {
    expect(changesOf({ actions: ['delete'], before: { name: 'x' }, after: null })).toEqual([]);
  });

  test('compares JSON by its content, in any order of its keys', () => {
    const before = { policy: '{"a":1,"b":[1]}' };
    const after = { policy: '{"b":[2],"a":1}' };

    expect(changesOf({ before, after })).toEqual([{ path: 'policy.b[0]', before: '1', after: '2' }]);
  });

  test('compares members that have names by their names', () => {
    const before = { container_definitions: '[{"name":"one","image":"a"},{"name":"two","image":"b"}]' };
    const after = { container_definitions: '[{"name":"two","image":"c"}]' };

    expect(changesOf({ before, after }).map(({ path }) => path)).toEqual([
      'container_definitions[one].name',
      'container_definitions[one].image',
      'container_definitions[two].image',
    ]);
  });

  test('compares queries of an alarm by their ids, whatever place AWS gives them', () => {
    const before = {
      metric_query: [
        { id: 'net', stat: 'Sum' },
        { id: 'result', expression: 'net > 1' },
      ],
    };
    const after = {
      metric_query: [
        { id: 'result', expression: 'net > 2' },
        { id: 'net', stat: 'Sum' },
      ],
    };

    expect(changesOf({ before, after, after_unknown: { metric_query: [{}, {}] } })).toEqual([
      { path: 'metric_query[result].expression', before: 'net > 1', after: 'net > 2' },
    ]);
  });

  test('knows by its name the member that has a value which is known only after apply', () => {
    expect(
      changesOf({
        before: {
          volume: [
            { name: 'world', id: 'fs-1' },
            { name: 'cache', id: 'fs-2' },
          ],
        },
        after: { volume: [{ name: 'cache', id: 'fs-2' }, { name: 'world' }] },
        after_unknown: { volume: [{}, { id: true }] },
      }),
    ).toEqual([{ path: 'volume[world].id', before: 'fs-1', after: '(known after apply)' }]);
  });

  test.each([
    ['of members that have no name yet', [{ name: 'a' }, { id: 'x' }], [{}, { name: true }]],
    ['of members with one name', [{ name: 'a' }, { name: 'a' }], [{}, { id: true }]],
    ['that are more than the members', [{ name: 'a' }], [{}, { id: true }]],
  ])('compares by index with marks %s', (_, after, unknown) => {
    const [change] = changesOf({
      before: { it: [{ name: 'b' }] },
      after: { it: after },
      after_unknown: { it: unknown },
    });

    expect(change).toEqual({ path: 'it[0].name', before: 'b', after: 'a' });
  });

  test('stops where values take too long to compare', () => {
    const change = { before: { a: 'x'.repeat(100) }, after: { a: 'y'.repeat(100) } };
    const work = new Work(50);

    expect(changesOf(change, work)).toHaveLength(1);
    expect(changesOf(change, work)).toEqual([
      { path: 'every attribute', before: '(too much to compare)', after: '(too much to compare)' },
    ]);
  });

  test('stops where JSON is nested too deeply', () => {
    const after = { policy: `${'['.repeat(50_000)}${']'.repeat(50_000)}` };

    expect(changesOf({ before: { policy: 'x' }, after })).toEqual([
      { path: 'every attribute', before: '(too much to compare)', after: '(too much to compare)' },
    ]);
  });

  test('says that a value is known only after apply', () => {
    expect(changesOf({ before: { arn: 'x' }, after: {}, after_unknown: { arn: true } })).toEqual([
      { path: 'arn', before: 'x', after: '(known after apply)' },
    ]);
  });

  test.each([
    ['before', { before_sensitive: { value: true } }],
    ['after', { after_sensitive: { value: true } }],
    ['a part of it', { after_sensitive: { value: [{ inner: true }] } }],
  ])('hides both values where %s is sensitive', (_, marks) => {
    const [change] = changesOf({ before: { value: 'old' }, after: { value: 'new' }, ...marks });

    expect(change).toEqual({ path: 'value', before: '(sensitive)', after: '(sensitive)' });
  });

  test('keeps the mark of a member at its index when members have names', () => {
    const change = changesOf({
      before: { parameter: [{ name: 'a', value: 'old' }] },
      after: { parameter: [{ name: 'a', value: 'new' }] },
      after_sensitive: { parameter: [{ value: true }] },
    });

    expect(change).toEqual([{ path: 'parameter[0].value', before: '(sensitive)', after: '(sensitive)' }]);
  });

  test.each([
    ['as ECS takes it', '[{"name":"c","environment":[{"name":"KEY","value":"S3CRET"}]}]'],
    ['without a name', '[{"environment":[{"name":"KEY","value":"S3CRET"}]}]'],
    [
      'twice under a name',
      '[{"name":"c","environment":[{"name":"K","value":"S3CRET"},{"name":"K","value":"S3CRET"}]}]',
    ],
    ['as a map', '[{"name":"c","environment":{"KEY":"S3CRET"}}]'],
    ['as text', '[{"name":"c","environment":"S3CRET"}]'],
    ['in other letters', '{"Environment":[{"Name":"KEY","Value":"S3CRET"}]}'],
    ['in no JSON', '[{"environment":[{"value":"S3CRET"'],
    ['in a list of texts', '["S3CRET"]'],
    ['its command', '[{"name":"c","command":["-password","S3CRET"]}]'],
    ['the command of its health check', '[{"name":"c","healthCheck":{"command":["CMD","S3CRET"],"retries":1}}]'],
  ])('never shows the environment or a command of a container: %s', (_, definitions) => {
    for (const [before, after] of [
      [null, { container_definitions: definitions }],
      [{ container_definitions: definitions }, { container_definitions: '[]' }],
      [{ container_definitions: '[{"name":"c"}]' }, { container_definitions: definitions }],
    ]) {
      const changes = changesOf({ before, after });

      expect(JSON.stringify(changes)).not.toContain('S3CRET');
      expect(JSON.stringify(changes)).toContain('(masked)');
    }
  });
});
