import { jsonAnswer } from '../../../e2e/emulator/answers';
import { onAction, onService } from '../../../e2e/emulator/on-action';
import { call, Upstream } from './support';

const ecs = (action: string) => call({ service: 'ecs', target: `ECS.${action}` });
const efs = (method: string, path: string) => call({ service: 'elasticfilesystem', method, path });
const answered = () => jsonAnswer('by the gap');
const BY_THE_GAP = { text: '"by the gap"' };
const BY_MOTO = { text: 'moto' };

test('handles one action of its service, and passes on other actions and services', async () => {
  const gap = onAction('ecs', 'ListTasks', answered);

  await expect(new Upstream().send([gap], ecs('ListTasks'))).resolves.toMatchObject(BY_THE_GAP);
  await expect(new Upstream().send([gap], ecs('ListTasksOfAll'))).resolves.toMatchObject(BY_MOTO);
  await expect(new Upstream().send([gap], call({ service: 'other', target: 'ECS.ListTasks' }))).resolves.toMatchObject(
    BY_MOTO,
  );
});

test('handles all actions that match a pattern, and tells the handler what its groups matched', async () => {
  const gap = onAction('elasticfilesystem', /^\w+ \/file-systems\/([^/]+)(?:\/(\w+))?$/, (_call, _next, ...parts) =>
    jsonAnswer(parts.map((part) => part ?? 'nothing')),
  );

  await expect(new Upstream().send([gap], efs('PUT', '/file-systems/fs-1/policy'))).resolves.toMatchObject({
    text: '["fs-1","policy"]',
  });
  await expect(new Upstream().send([gap], efs('GET', '/file-systems/fs-1?x=1'))).resolves.toMatchObject({
    text: '["fs-1","nothing"]',
  });
  await expect(new Upstream().send([gap], efs('GET', '/access-points/fs-1'))).resolves.toMatchObject(BY_MOTO);
});

test('handles all actions of a service', async () => {
  const gap = onService('elasticfilesystem', answered);

  await expect(new Upstream().send([gap], efs('GET', '/'))).resolves.toMatchObject(BY_THE_GAP);
  await expect(new Upstream().send([gap], ecs('ListTasks'))).resolves.toMatchObject(BY_MOTO);
});
