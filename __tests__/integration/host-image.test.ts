import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { type Moto, startMoto } from '../../e2e/emulator/moto';
import { InstanceType } from '../../modules/aws/instance-type';
import { Names } from '../../modules/aws/naming';
import { HostTemplate } from '../../modules/leaf/ecs-asg/host-template';
import { describeWithMoto } from '../support/moto';
import { Template } from '../support/template';
import { whyNoTerraform } from '../support/terraform';

const run = promisify(execFile);
const IMAGES = 'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023';

const hostsOn = (instanceTypes: readonly string[]) =>
  Template.of((stack) => {
    for (const instanceType of instanceTypes) {
      const { isArm64 } = new InstanceType(stack, `InstanceType-${instanceType}`, { instanceType });
      new HostTemplate(stack, `Host-${instanceType}`, {
        names: new Names('games', instanceType.replace('.', '-')),
        instanceType,
        isArm64,
        instanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/games-minecraft-instance',
        securityGroupId: 'sg-1',
        clusterName: 'games-minecraft-cluster',
        volumes: [],
        stopTimeoutSeconds: 120,
        tags: {},
      });
    }
  });

interface Plan {
  readonly planned_values: {
    readonly root_module: { readonly resources: readonly { readonly values: LaunchTemplate }[] };
  };
}
interface LaunchTemplate {
  readonly instance_type: string;
  readonly image_id: string;
}

const reason = whyNoTerraform();
if (reason !== undefined) console.warn(`skipped: which image a host gets is not tried with Terraform, since ${reason}`);

(reason === undefined ? describeWithMoto : describe.skip)('with the real Terraform', () => {
  let moto: Moto;
  let folder: string;
  beforeAll(async () => {
    moto = await startMoto();
    folder = mkdtempSync(join(tmpdir(), 'cm-host-image-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await moto.stop();
  });

  async function terraform(...args: string[]): Promise<string> {
    const credentials = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' };
    const env = { ...process.env, ...credentials, AWS_ENDPOINT_URL: moto.url };
    const { stdout } = await run('terraform', args, { cwd: folder, env });
    return stdout;
  }

  test("the image of a host is AWS's current one for the architecture that AWS says its type has", async () => {
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(hostsOn(['m7i-flex.large', 'm7g.large']).json));

    await terraform('init', '-input=false', '-no-color');
    await terraform('plan', '-input=false', '-no-color', '-out=plan');
    // a cast, since JSON.parse knows no types
    const plan = JSON.parse(await terraform('show', '-json', 'plan')) as Plan;

    const hosts = plan.planned_values.root_module.resources.map(({ values }) => [
      values.instance_type,
      values.image_id,
    ]);
    expect(Object.fromEntries(hosts)).toEqual({
      'm7i-flex.large': `${IMAGES}/recommended/image_id`,
      'm7g.large': `${IMAGES}/arm64/recommended/image_id`,
    });
  });
});
