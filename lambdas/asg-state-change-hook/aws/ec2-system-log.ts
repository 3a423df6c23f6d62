import { type EC2Client, GetConsoleOutputCommand } from '@aws-sdk/client-ec2';

import { type SystemLog } from '../dependencies';

/** The console output of EC2 instances. */
export class Ec2SystemLog implements SystemLog {
  constructor(private readonly client: EC2Client) {}

  async read(instanceId: string): Promise<string> {
    try {
      const { Output: output = '' } = await this.client.send(
        new GetConsoleOutputCommand({ InstanceId: instanceId, Latest: true }),
      );
      return Buffer.from(output, 'base64').toString('utf8');
    } catch (error) {
      // only Nitro types tell it while they run: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html
      if (error instanceof Error && error.name === 'UnsupportedOperation') return '';
      throw error;
    }
  }
}
