import { PutParameterCommand } from '@aws-sdk/client-ssm';

import { type Clients } from './clients';

const VALUE = /^ {4}\w+: (\/\S+)$/gm;

/** Creates the SSM parameters that a leaf's YAML names in `Secrets`, as a person does before the deployment. */
export async function createParameters({ ssm }: Pick<Clients, 'ssm'>, yaml: string): Promise<void> {
  const [, secrets = ''] = /^ {2}Secrets:\n((?: {4}.*\n)+)/m.exec(yaml) ?? [];
  for (const [, Name = ''] of secrets.matchAll(VALUE)) {
    await ssm.send(new PutParameterCommand({ Name, Value: 'secret', Type: 'SecureString' }));
  }
}
