import { type ApiCall, type Gap } from './api-call';
import { isChange } from './changes';

/** A call that is held back. */
export interface Pause {
  /** Resolves when the call has arrived. */
  readonly reached: Promise<void>;
  /** Passes the call on. */
  end(): void;
}

export interface PauseProps {
  /** Signing name of the service, e.g. `ecs`. */
  readonly service: string;
  /** See `ApiCall.action`. */
  readonly action: string;
  /** What the call's body must contain, e.g. a name. @default anything */
  readonly body?: string;
}

/** Holds calls back, so that a test can do something meanwhile. */
export class Pauses {
  private readonly active = new Set<ActivePause>();
  private held: { readonly pause: Hold; left: number } | undefined;

  /** Holds back the first call of this kind. */
  pause(props: PauseProps): Pause {
    const pause = new ActivePause(props);
    this.active.add(pause);
    return pause;
  }

  /**
   * Holds back the answer to a call that changes something: AWS did it, and nobody knows.
   *
   * @param number which one of those that come from now on: 1 is the next one
   */
  pauseAnswer(number: number): Pause {
    const pause = new Hold();
    this.held = { pause, left: number };
    return pause;
  }

  readonly gap: Gap = async (call, next) => {
    const { held } = this;
    if (held !== undefined && isChange(call) && --held.left === 0) {
      const answer = await next(call);
      await held.pause.passed();
      return answer;
    }
    const pause = [...this.active].find((candidate) => candidate.stops(call));
    if (pause !== undefined) {
      this.active.delete(pause);
      await pause.passed();
    }
    return next(call);
  };
}

class Hold implements Pause {
  private reach: () => void = () => undefined;
  private release: () => void = () => undefined;
  private readonly ended = new Promise<void>((resolve) => (this.release = resolve));
  readonly reached = new Promise<void>((resolve) => (this.reach = resolve));

  async passed(): Promise<void> {
    this.reach();
    await this.ended;
  }

  end(): void {
    this.release();
  }
}

class ActivePause extends Hold {
  constructor(private readonly props: PauseProps) {
    super();
  }

  stops({ service, action, body }: ApiCall): boolean {
    const { props } = this;
    return props.service === service && props.action === action && body.includes(props.body ?? '');
  }
}
