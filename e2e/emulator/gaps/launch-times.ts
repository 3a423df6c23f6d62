import { withText } from '../answers';
import { type Gap } from '../api-call';
import { onAction } from '../on-action';

/** When instances were launched, where a test says so. moto's time is real. */
export class LaunchTimes {
  private readonly times = new Map<string, Date>();

  set(instanceId: string, time: Date): void {
    this.times.set(instanceId, time);
  }

  of(instanceId: string): Date | undefined {
    return this.times.get(instanceId);
  }

  /** EC2 tells these times. */
  readonly gap: Gap = onAction('ec2', 'DescribeInstances', async (call, next) =>
    withText(await next(call), (text) =>
      // in moto's answer an instance's time comes after its id
      text.replace(
        /<instanceId>(i-[0-9a-f]+)<\/instanceId>.*?<launchTime>[^<]*<\/launchTime>/gs,
        (instance: string, id: string) => {
          const time = this.times.get(id);
          if (time === undefined) return instance;
          return instance.replace(/<launchTime>[^<]*/, `<launchTime>${time.toISOString()}`);
        },
      ),
    ),
  );
}
