import { type SNSClient } from '@aws-sdk/client-sns';

import { type Clock } from '../../shared/clock';
import { lastNoticeText } from '../../shared/last-notice';
import { log } from '../../shared/log';
import { type Notice, notify, type TopicArns } from '../../shared/notify';
import { LAST_NOTICE_NOTE } from '../../shared/told-tags';
import { type Group, type Notifier } from '../dependencies';

/** Publishes to the SNS topics that send the e-mails. */
export class SnsNotifier implements Notifier {
  constructor(
    private readonly sns: SNSClient,
    private readonly topicArns: TopicArns,
    private readonly group: Pick<Group, 'note'>,
    private readonly clock: Clock,
  ) {}

  async notify(notice: Notice, told: readonly string[]): Promise<void> {
    await notify(this.sns, this.topicArns, notice, told);
    try {
      const last = { at: this.clock.now(), subject: notice.subject };
      await this.group.note(LAST_NOTICE_NOTE, lastNoticeText(last));
    } catch (error) {
      // only `./cm status` shows it: the caller must not believe that the notice was not sent
      log.warn('cannot note the last notice', { error });
    }
  }
}
