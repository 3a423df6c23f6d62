import { MAX_STACK_PREFIX_LENGTH, Names } from '../../../modules/aws/naming';
import { slug } from '../../../modules/aws/slug';

describe('Names', () => {
  test('a name is the project, the stack and the role', () => {
    expect(new Names('container-manager', 'minecraft').of('topic', 'alerts')).toBe(
      'container-manager-minecraft-alerts',
    );
  });

  test('a log group is named by a path', () => {
    expect(new Names('container-manager', 'minecraft').logGroup('container')).toBe(
      '/container-manager/minecraft/container',
    );
  });

  test('fails when AWS would refuse the name for its length', () => {
    const names = new Names('x'.repeat(MAX_STACK_PREFIX_LENGTH - 5), 'leaf');

    expect(names.of('lambdaFunction', 'y'.repeat(23))).toHaveLength(64);
    expect(() => names.of('lambdaFunction', 'y'.repeat(24))).toThrow(
      /the lambdaFunction name 'x{35}-leaf-y{24}' has 65 characters, but AWS allows 64: shorten the id/,
    );
  });
});

describe('slug', () => {
  test.each([
    ['/data', 'data'],
    ['/opt/My.World//saves/', 'opt-my-world-saves'],
    ['/home/steam/.config/unity3d', 'home-steam-config-unity3d'],
    ['/***', ''],
  ])('%s becomes %j', (text, expected) => {
    expect(slug(text)).toBe(expected);
  });
});
