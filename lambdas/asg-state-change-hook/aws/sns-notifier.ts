import { type SNSClient } from '@aws-sdk/client-sns';

import { log } from '../../shared/log';
import { type Notice, notify, type TopicArns } from '../../shared/notify';
import { LAST_NOTICE_TAG, TOLD_TAG_PREFIX } from '../contract';
import { type Clock, type Group, type People } from '../dependencies';

const NOTE = LAST_NOTICE_TAG.slice(TOLD_TAG_PREFIX.length);

/** The topics that people get e-mails from. */
export class Topics implements People {
  constructor(
    private readonly sns: SNSClient,
    private readonly topicArns: TopicArns,
    private readonly group: Pick<Group, 'note'>,
    private readonly clock: Clock,
  ) {}

  async tell(notice: Notice, told: readonly string[]): Promise<void> {
    await notify(this.sns, this.topicArns, notice, told);
    try {
      await this.group.note(NOTE, `${this.clock.now().toISOString()} ${notice.subject}`);
    } catch (error) {
      // only for `status`: whoever tells must not take it for a notice that was not sent
      log.warn('cannot note the last notice', { error });
    }
  }
}
