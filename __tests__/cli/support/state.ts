import { parseState, type StateFile } from '../../../cli/state/contents';

export interface ResourceInState {
  /** `type.name` */
  readonly address: string;
  /** @default managed */
  readonly mode?: string;
  /** What AWS says of it. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly status?: string;
  readonly provider?: string;
}

/** Text of a state file as Terraform writes it, reduced to what is given. */
export function stateText(...resources: readonly ResourceInState[]): string {
  return JSON.stringify({
    version: 4,
    terraform_version: '1.11.4',
    serial: 7,
    lineage: '01234567-89ab-cdef-0123-456789abcdef',
    outputs: {},
    resources: resources.map(({ address, mode = 'managed', values = {}, status, provider = AWS }) => {
      const [type, name] = address.split('.');
      return { mode, type, name, provider, instances: [{ schema_version: 0, attributes: values, status }] };
    }),
  });
}

const AWS = 'provider["registry.terraform.io/hashicorp/aws"]';

export function stateOf(...resources: readonly ResourceInState[]): StateFile {
  return parseState(stateText(...resources), 'minecraft');
}
