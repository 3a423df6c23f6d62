import { paginateDescribeParameters, type SSMClient } from '@aws-sdk/client-ssm';

import { BASE_STACK_NAME } from '../../../modules/config/stack-name';
import { permitted } from '../permitted';
import { type Check, type CheckInput, type Finding, type Rule } from '../rule';

/** The parameter of each webhook exists, and is encrypted. Its value, the address, is never asked for. */
export const webhooks: Rule = (checked): Check[] => {
  const { region, webhooks: listed } = checked.config.base;
  let asked: Promise<ReadonlyMap<string, string>> | undefined;
  const types = () => (asked ??= permitted('ssm:DescribeParameters', typesOf(checked)));
  return listed.map(({ parameter }, index) => ({
    what: `the parameter ${parameter} of a webhook is a SecureString`,
    id: BASE_STACK_NAME,
    path: ['Webhooks', index, 'Parameter'],
    find: async () => problemOf(parameter, region, (await types()).get(parameter)),
  }));
};

function problemOf(parameter: string, region: string, type: string | undefined): Finding[] {
  if (type === 'SecureString') return [];
  const command = `aws ssm put-parameter --region ${region} --type SecureString --name ${parameter} --value file:///dev/stdin`;
  if (type === undefined) {
    const message =
      `there is no SSM parameter ${parameter} in ${region}: correct the name, or create it: ${command}, then paste the address, ` +
      'press Enter and Ctrl+D';
    return [{ message }];
  }
  // it works, but whoever may list parameters can read the address
  const message =
    `${parameter} is a ${type}, in which the address is not encrypted: delete it (aws ssm delete-parameter --region ${region} ` +
    `--name ${parameter}) and create it again: ${command}`;
  return [{ message, isDoubt: true }];
}

/** Types of the parameters by their names; those that do not exist are missing. AWS takes 50 names at once, and there are fewer. */
async function typesOf({ config, clientsIn }: CheckInput): Promise<ReadonlyMap<string, string>> {
  const { region, webhooks: listed } = config.base;
  const client: SSMClient = clientsIn(region).ssm;
  const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values: listed.map(({ parameter }) => parameter) }];
  const types = new Map<string, string>();
  for await (const { Parameters: page = [] } of paginateDescribeParameters({ client }, { ParameterFilters })) {
    for (const { Name = '', Type = '' } of page) types.set(Name, Type);
  }
  return types;
}
