import {
  DeleteParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';

/** SSM's parameters, by name, as a client sees them: ten on a page. */
export class Parameters {
  readonly ssm = mockClient(SSMClient);
  readonly values = new Map<string, string>();
  /** What was put, in order. */
  readonly puts: PutParameterCommandInput[] = [];

  constructor() {
    beforeEach(() => {
      this.reset();
    });
  }

  private reset(): void {
    this.ssm.reset();
    this.values.clear();
    this.puts.length = 0;
    this.ssm
      .on(PutParameterCommand)
      .callsFake((input: PutParameterCommandInput) => {
        const { Name = '', Value = '', Overwrite = false } = input;
        if (this.values.has(Name) && !Overwrite) {
          throw new ParameterAlreadyExists({ message: 'The parameter already exists.', $metadata: {} });
        }
        this.puts.push(input);
        this.values.set(Name, Value);
        return {};
      })
      .on(GetParameterCommand)
      .callsFake(({ Name }: { Name: string }) => {
        if (!this.values.has(Name)) throw new ParameterNotFound({ message: Name, $metadata: {} });
        return { Parameter: { Name, Value: this.values.get(Name) } };
      })
      .on(GetParametersByPathCommand)
      .callsFake(({ Path, NextToken = '0' }: { Path: string; NextToken?: string }) => {
        const all = [...this.values].filter(([name]) => name.startsWith(Path));
        const begin = Number(NextToken);
        return {
          Parameters: all.slice(begin, begin + 10).map(([Name, Value]) => ({
            Name,
            Value,
            LastModifiedDate: new Date('2026-11-22T20:14:30Z'),
          })),
          ...(all.length > begin + 10 && { NextToken: String(begin + 10) }),
        };
      })
      .on(DeleteParametersCommand)
      .callsFake(({ Names }: { Names: string[] }) => {
        if (Names.length > 10) throw new Error('more than ten at once');
        for (const name of Names) this.values.delete(name);
        return {};
      });
  }
}
