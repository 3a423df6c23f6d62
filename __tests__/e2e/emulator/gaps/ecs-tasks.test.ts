import { ecsTaskGaps } from '../../../../e2e/emulator/gaps/ecs-tasks';
import { call, Upstream } from '../support';

const ecs = (action: string) =>
  call({ service: 'ecs', target: `AmazonEC2ContainerServiceV20141113.${action}`, body: '{}' });
const answer = (task: object) => JSON.stringify({ tasks: [{ taskArn: 't', ...task }], failures: [] });
const tasks = ({ text }: { text: string }) => (JSON.parse(text) as { tasks: Record<string, unknown>[] }).tasks;

test('a task runs from its start until somebody stops it', async () => {
  const gaps = ecsTaskGaps();
  const upstream = new Upstream(answer({ desiredStatus: 'RUNNING', lastStatus: 'RUNNING' }));
  const before = Date.now() / 1_000;
  const [started] = tasks(await upstream.send(gaps, ecs('StartTask')));

  upstream.body = answer({ desiredStatus: 'RUNNING', lastStatus: 'DEPROVISIONING' });
  const [running] = tasks(await upstream.send(gaps, ecs('DescribeTasks')));
  upstream.body = answer({ desiredStatus: 'STOPPED', lastStatus: 'STOPPED' });
  const [stopped] = tasks(await upstream.send(gaps, ecs('DescribeTasks')));

  expect(started?.startedAt).toBeGreaterThanOrEqual(before);
  const { startedAt } = started ?? {};
  // its image is there at once
  const times = { createdAt: startedAt, pullStartedAt: startedAt, pullStoppedAt: startedAt, startedAt };
  expect(running).toEqual({ taskArn: 't', desiredStatus: 'RUNNING', lastStatus: 'RUNNING', ...times });
  expect(stopped).toEqual({ taskArn: 't', desiredStatus: 'STOPPED', lastStatus: 'STOPPED', ...times });
});

test('other calls and errors stay unchanged', async () => {
  expect((await new Upstream().send(ecsTaskGaps(), ecs('DescribeServices'))).text).toBe('moto');
  expect((await new Upstream('{}', 400).send(ecsTaskGaps(), ecs('DescribeTasks'))).text).toBe('{}');
});
