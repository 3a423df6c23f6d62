import { type IConstruct } from 'constructs';

/** Props that a construct refuses. The message begins with the construct's path, e.g. `minecraft/Watchdog/Alarm: …`. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError';

  constructor(construct: IConstruct, message: string) {
    super(`${construct.node.path}: ${message}`);
  }
}
