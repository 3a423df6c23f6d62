import { type StartsParameter } from '../dependencies';

type Ssm = typeof import('@aws-sdk/client-ssm');

/** A parameter of Systems Manager, which keeps its last 100 versions. */
export class SsmStartsParameter implements StartsParameter {
  /**
   * @param name e.g. `/games/starts/minecraft`
   * @param options of the client
   * @param load the SDK's client: only starts need it, and players wait for the function to load
   */
  constructor(
    private readonly name: string,
    private readonly options: object,
    private readonly load: () => Promise<Ssm> = () => import('@aws-sdk/client-ssm'),
  ) {}

  async read(version?: number): Promise<{ text: string; version: number }> {
    const { GetParameterCommand, SSMClient } = await this.load();
    const name = version === undefined ? this.name : `${this.name}:${version}`;
    const { Parameter: found } = await new SSMClient(this.options).send(new GetParameterCommand({ Name: name }));
    return { text: found?.Value ?? '', version: found?.Version ?? 0 };
  }

  /** Terraform created it: the call does not make another one where it is gone. */
  async write(text: string): Promise<number> {
    const { PutParameterCommand, SSMClient } = await this.load();
    const { Version: version = 0 } = await new SSMClient(this.options).send(
      new PutParameterCommand({ Name: this.name, Value: text, Overwrite: true }),
    );
    return version;
  }
}
