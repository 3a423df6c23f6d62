import { earlyPull } from '../../../../modules/leaf/container/early-pull';

test.each([
  'itzg/minecraft-server:2026.9.1',
  'ghcr.io/lloesche/valheim-server',
  'public.ecr.aws/docker/library/busybox:1.37',
  `ubuntu@sha256:${'a'.repeat(64)}`,
])('an instance pulls an image for everybody while it boots: %s', (image) => {
  expect(earlyPull({ image })).toBe(image);
});

test.each([
  '123456789012.dkr.ecr.eu-central-1.amazonaws.com/games/valheim:1',
  '123456789012.dkr-ecr.eu-central-1.on.aws/games/valheim:1',
])('but not one of a private ECR repository: %s', (image) => {
  expect(earlyPull({ image })).toBeUndefined();
});

test("nor one that needs a registry's password", () => {
  const repositoryCredentials = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:hub-AbCdEf';

  expect(earlyPull({ image: 'friends/private-game:1', repositoryCredentials })).toBeUndefined();
});
