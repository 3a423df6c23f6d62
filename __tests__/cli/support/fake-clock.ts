import { type Clock } from '../../../lambdas/shared/clock';
import { at } from './leaf';

/** Its time passes only in `wait`. */
export class FakeClock implements Clock {
  private time = at('20:14').getTime();

  now(): Date {
    return new Date(this.time);
  }

  wait(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    return Promise.resolve();
  }
}
