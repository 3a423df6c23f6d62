import { Pauses } from '../../../e2e/emulator/pauses';
import { call, formCall, Upstream } from './support';

const wake = () => formCall('autoscaling', { Action: 'SetDesiredCapacity', AutoScalingGroupName: 'minecraft' });
const listClusters = () => call({ service: 'ecs', target: 'ECS.ListClusters' });

test('holds back the first call of its kind until the pause is ended, and no other call', async () => {
  const pauses = new Pauses();
  const upstream = new Upstream();
  const pause = pauses.pause({ service: 'autoscaling', action: 'SetDesiredCapacity', body: 'minecraft' });

  const answer = upstream.send([pauses.gap], wake());
  await pause.reached;
  await upstream.send([pauses.gap], wake());
  await upstream.send([pauses.gap], listClusters());
  expect(upstream.calls).toHaveLength(2);
  pause.end();

  await expect(answer).resolves.toMatchObject({ status: 200 });
  expect(upstream.calls).toHaveLength(3);
});

test('holds back only a call whose body has the text', async () => {
  const pauses = new Pauses();
  const upstream = new Upstream();
  pauses.pause({ service: 'autoscaling', action: 'SetDesiredCapacity', body: 'valheim' });

  await expect(upstream.send([pauses.gap], wake())).resolves.toMatchObject({ status: 200 });
});
