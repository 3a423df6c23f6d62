import { type ApiCall, type Gap } from './api-call';
import { errorAnswer } from './answers';

export interface FaultProps {
  /** Signing name of the service, e.g. `autoscaling`. @default every service */
  readonly service?: string;
  /** See `ApiCall.action`. @default every action */
  readonly action?: string | RegExp;
  /** What the call's body must contain, e.g. a name. @default anything */
  readonly body?: string;
  /** How many calls fail. @default all */
  readonly times?: number;
  /** For how many milliseconds from now calls fail. @default until they are told to end */
  readonly forMs?: number;
  /** HTTP status. @default 500 */
  readonly status?: number;
  /** AWS's error code, e.g. `ThrottlingException`. @default 'InternalFailure' */
  readonly code?: string;
}

/** Lets calls fail on purpose. */
export class Faults {
  private readonly active = new Set<Fault>();

  /** Lets calls fail from now on. The function that it returns ends that. */
  fail(props: FaultProps): () => void {
    const fault = new Fault(props);
    this.active.add(fault);
    return () => {
      this.active.delete(fault);
    };
  }

  readonly gap: Gap = (call, next) => {
    const fault = [...this.active].find((candidate) => candidate.hits(call));
    if (fault === undefined) return next(call);
    const { status = 500, code = 'InternalFailure' } = fault.props;
    return Promise.resolve(errorAnswer(call, status, code, `${call.action} fails on purpose`));
  };
}

class Fault {
  private readonly endsAt: number;
  private left: number;

  constructor(readonly props: FaultProps) {
    this.endsAt = Date.now() + (props.forMs ?? Infinity);
    this.left = props.times ?? Infinity;
  }

  /** Whether this call fails; counts it. */
  hits({ service, action, body }: ApiCall): boolean {
    const { props } = this;
    const wanted =
      (props.service ?? service) === service &&
      body.includes(props.body ?? '') &&
      (props.action instanceof RegExp ? props.action.test(action) : (props.action ?? action) === action);
    if (!wanted || this.left <= 0 || Date.now() >= this.endsAt) return false;
    this.left -= 1;
    return true;
  }
}
