import { ecrRepository, isInEcr } from '../../../modules/aws/ecr-repository';

const ID = '123456789012';

test.each([
  [`${ID}.dkr.ecr.eu-central-1.amazonaws.com/game`, 'eu-central-1', 'game'],
  [`${ID}.dkr.ecr.eu-central-1.amazonaws.com/a/b/game:1.0`, 'eu-central-1', 'a/b/game'],
  [`${ID}.dkr.ecr.eu-central-1.amazonaws.com/game@sha256:00`, 'eu-central-1', 'game'],
  [`${ID}.dkr.ecr-fips.us-east-1.amazonaws.com/game:1`, 'us-east-1', 'game'],
  [`${ID}.dkr.ecr.cn-north-1.amazonaws.com.cn/game:1`, 'cn-north-1', 'game'],
  [`${ID}.dkr-ecr.eu-west-1.on.aws/game:1`, 'eu-west-1', 'game'],
])('%s is in a private repository', (image, region, name) => {
  expect(ecrRepository(image)).toEqual({ accountId: ID, region, name });
});

test.each([
  'itzg/minecraft-server:latest',
  'public.ecr.aws/docker/library/nginx:1',
  'ghcr.io/games/valheim:1',
  `evil.example.com/${ID}.dkr.ecr.eu-central-1.amazonaws.com/game`,
  `${ID}.dkr.ecr.eu-central-1.amazonaws.com.example.com/game`,
  `${ID}.dkr.ecr.eu-central-1.amazonaws.com/`,
])('%s is not in a private repository', (image) => {
  expect(ecrRepository(image)).toBeUndefined();
});

test.each([
  [`${ID}.dkr.ecr.eu-central-1.amazonaws.com/game`, true],
  [`${ID}.dkr-ecr.eu-west-1.on.aws/game:1`, true],
  ['public.ecr.aws/docker/library/nginx:1', true],
  ['ecr-public.aws.com/docker/library/nginx:1', true],
  ['public.ecr.aws.example.com/game', false],
  ['games/public.ecr.aws/game', false],
  ['itzg/minecraft-server:latest', false],
])('%s is in Amazon ECR: %s', (image, expected) => {
  expect(isInEcr(image)).toBe(expected);
});
