import { type Names } from '../../modules/aws/naming';
import { type Clients } from '../emulator/clients';
import { type Emulator } from '../emulator/emulator';
import { EventBus } from './event-bus';
import { DeployedFunctions } from './functions';
import { DeployedLeaf } from './leaf';
import { type LogLine } from './run-function';

/** What runs in a region of the emulator by itself: deployed functions, by events and by calls of Lambda's API. */
export class Region {
  /** The internet as the functions see it: `ADDRESS:PORT` → the port at 127.0.0.1 that answers in its place. */
  readonly routes = new Map<string, number>();
  /** Variables that each function has beside its own. */
  readonly variables: Record<string, string> = {};
  /** Called with each line of a function's log when it comes. */
  onLog: (functionName: string, line: LogLine) => void = () => undefined;
  readonly functions: DeployedFunctions;
  readonly bus: EventBus;

  /** @param name e.g. `eu-central-1` */
  constructor(
    emulator: Pick<Emulator, 'assumeRole' | 'endpoint' | 'runFunctionsIn'>,
    private readonly clients: Clients,
    name: string,
  ) {
    this.functions = new DeployedFunctions({
      clients,
      emulator,
      region: name,
      routes: this.routes,
      variables: this.variables,
      onLog: (...line) => {
        this.onLog(...line);
      },
    });
    this.bus = new EventBus(clients.eventBridge, this.functions);
    emulator.runFunctionsIn(name, this.functions);
  }

  leaf(names: Names): DeployedLeaf {
    return new DeployedLeaf(this.clients, this.bus, names);
  }

  /** Deletes the unpacked archives. */
  dispose(): void {
    this.functions.dispose();
  }
}
