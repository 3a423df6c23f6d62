import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

import { gameAnswersEvent } from '../../shared/game-answers';
import { type Hook } from '../dependencies';

/** The function asg-state-change-hook. */
export class HookFunction implements Hook {
  constructor(
    private readonly client: LambdaClient,
    private readonly functionName: string,
    private readonly groupName: string,
  ) {}

  async gameAnswers(): Promise<void> {
    await this.client.send(
      new InvokeCommand({
        FunctionName: this.functionName,
        InvocationType: 'Event',
        Payload: Buffer.from(JSON.stringify(gameAnswersEvent(this.groupName))),
      }),
    );
  }
}
