import { paginateDescribeParameters, type SSMClient } from '@aws-sdk/client-ssm';

import { type CheckInput, type Finding } from '../../rule';
import { permitted } from '../../permitted';
import { type NamedSecret } from './named-secret';

/** Most names that AWS takes at once: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
const MAX_NAMES = 50;

/** Which parameters exist, asked of each Region at once: AWS answers few questions a second about them. */
export class ParameterNames {
  private readonly asked = new Map<string, Promise<Set<string>>>();

  constructor(
    private readonly named: readonly NamedSecret[],
    private readonly checked: Pick<CheckInput, 'clientsIn'>,
  ) {}

  async has({ region, name }: NamedSecret): Promise<boolean> {
    const known = this.asked.get(region) ?? this.ask(region);
    this.asked.set(region, known);
    const found = await known;
    return spellings(name).some((spelling) => found.has(spelling));
  }

  private async ask(region: string): Promise<Set<string>> {
    const names = this.named.filter((one) => one.region === region).flatMap(({ name }) => spellings(name));
    return permitted('ssm:DescribeParameters', existing(this.checked.clientsIn(region).ssm, [...new Set(names)]));
  }
}

export async function checkParameter(secret: NamedSecret, names: ParameterNames): Promise<Finding[]> {
  if (await names.has(secret)) return [];
  const message =
    `there is no SSM parameter ${secret.shown} in ${secret.region}: correct the name (a parameter in another Region needs ` +
    `its ARN), or create it there${commandFor(secret)}`;
  return [{ message }];
}

/** How to create it, as a person can paste it. A name without a path may be the password itself: it is not repeated. */
function commandFor({ region, name, shown }: NamedSecret): string {
  if (!shown.includes('/')) return ' (Systems Manager, Parameter Store, type SecureString)';
  // the schema lets no character pass that a shell would act on
  return `: aws ssm put-parameter --region ${region} --type SecureString --name ${name} --value '...'`;
}

async function existing(client: SSMClient, names: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let first = 0; first < names.length; first += MAX_NAMES) {
    const filter = { Key: 'Name', Option: 'Equals', Values: names.slice(first, first + MAX_NAMES) };
    for await (const { Parameters: page = [] } of paginateDescribeParameters(
      { client },
      { ParameterFilters: [filter] },
    )) {
      for (const { Name } of page) if (Name !== undefined) found.add(Name);
    }
  }
  return found;
}

/** `name` and `/name` are the same parameter, which has the name that it was created with. */
function spellings(name: string): string[] {
  const bare = name.replace(/^\//, '');
  return bare.includes('/') ? [`/${bare}`] : [bare, `/${bare}`];
}
