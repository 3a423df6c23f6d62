import { type Gap } from './api-call';

/** A call that has its answer. */
export interface RecordedCall {
  readonly time: Date;
  /** Signing name of the service; empty when the request is not signed. */
  readonly service: string;
  readonly region: string;
  /** See `ApiCall.action`. */
  readonly action: string;
  /** HTTP status of the answer. */
  readonly status: number;
}

/** Records every call and the status of its answer. */
export class Recorder {
  /** In the order of their answers. */
  readonly calls: RecordedCall[] = [];
  /** How many calls have no answer yet. */
  underWay = 0;

  readonly gap: Gap = async (call, next) => {
    this.underWay += 1;
    const answer = await next(call).finally(() => (this.underWay -= 1));
    const { service, region, action } = call;
    this.calls.push({ time: new Date(), service, region, action, status: answer.status });
    return answer;
  };
}
