import { autoScalingGaps } from '../../../../e2e/emulator/gaps/auto-scaling';
import { formCall, Upstream } from '../support';

const gapsOf = () => autoScalingGaps();
const autoScaling = (Action: string, parameters: Record<string, string> = {}, region?: string) =>
  formCall('autoscaling', { Action, ...parameters }, region);

describe('the warm-up of a group', () => {
  const GROUP = '<AutoScalingGroupName>g</AutoScalingGroupName>';
  const warmup = (seconds: string) => ({ AutoScalingGroupName: 'g', DefaultInstanceWarmup: seconds });
  const described = async (...changes: ReturnType<typeof autoScaling>[]) => {
    const gaps = gapsOf();
    const upstream = new Upstream(GROUP);
    for (const change of changes) await upstream.send(gaps, change);
    return (await upstream.send(gaps, autoScaling('DescribeAutoScalingGroups'))).text;
  };

  test('is the one that the group was created with', async () => {
    expect(await described(autoScaling('CreateAutoScalingGroup', warmup('300')))).toBe(
      `${GROUP}<DefaultInstanceWarmup>300</DefaultInstanceWarmup>`,
    );
  });

  test('is the one of the last update that has one', async () => {
    expect(
      await described(
        autoScaling('CreateAutoScalingGroup', warmup('300')),
        autoScaling('UpdateAutoScalingGroup', warmup('60')),
        autoScaling('UpdateAutoScalingGroup', { AutoScalingGroupName: 'g' }),
      ),
    ).toBe(`${GROUP}<DefaultInstanceWarmup>60</DefaultInstanceWarmup>`);
  });

  test('can be removed', async () => {
    expect(
      await described(
        autoScaling('CreateAutoScalingGroup', warmup('300')),
        autoScaling('UpdateAutoScalingGroup', warmup('-1')),
      ),
    ).toBe(GROUP);
  });

  test('does not apply to a group of another region', async () => {
    expect(await described(autoScaling('CreateAutoScalingGroup', warmup('300'), 'us-east-1'))).toBe(GROUP);
  });
});
