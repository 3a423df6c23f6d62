import { type ApiCall, type Gap } from './api-call';

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

  /** Holds back the first call of this kind. */
  pause(props: PauseProps): Pause {
    const pause = new ActivePause(props);
    this.active.add(pause);
    return pause;
  }

  readonly gap: Gap = async (call, next) => {
    const pause = [...this.active].find((candidate) => candidate.stops(call));
    if (pause !== undefined) {
      this.active.delete(pause);
      await pause.passed();
    }
    return next(call);
  };
}

class ActivePause implements Pause {
  private reach: () => void = () => undefined;
  private release: () => void = () => undefined;
  private readonly ended = new Promise<void>((resolve) => (this.release = resolve));
  readonly reached = new Promise<void>((resolve) => (this.reach = resolve));

  constructor(private readonly props: PauseProps) {}

  stops({ service, action, body }: ApiCall): boolean {
    const { props } = this;
    return props.service === service && props.action === action && body.includes(props.body ?? '');
  }

  async passed(): Promise<void> {
    this.reach();
    await this.ended;
  }

  end(): void {
    this.release();
  }
}
