import { KeyPair } from '@cdktf/provider-aws/lib/key-pair';
import { TerraformOutput } from 'cdktf';

import { Names } from '../../../modules/aws/naming';
import { SshAccess } from '../../../modules/base/ssh-access';
import { Template } from '../../support/template';

const template = (publicKey: string, project = 'project') =>
  Template.of((stack) => {
    new SshAccess(stack, 'SshAccess', { names: new Names(project, 'base'), publicKey });
  });

test('AWS has the public key under the name of its stack', () => {
  const found = template('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@home', 'games');

  expect(found.synthesized).toHaveResourceWithProperties(KeyPair, {
    key_name: 'games-base-ssh',
    public_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@home',
  });
  expect(Object.keys(found.resource('aws_key_pair'))).toHaveLength(2);
});

test("Terraform does not take a key's comment for an expression", () => {
  expect(template('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ${USER}@home').synthesized).toHaveResourceWithProperties(KeyPair, {
    public_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 $${USER}@home',
  });
});

test('leaves get the name of the key that exists', () => {
  const found = Template.of((stack) => {
    const access = new SshAccess(stack, 'SshAccess', {
      names: new Names('project', 'base'),
      publicKey: 'ssh-rsa AAAA',
    });
    new TerraformOutput(stack, 'key', { value: access.keyName, staticId: true });
  });

  expect(found.json.output).toEqual({ key: { value: found.reference('aws_key_pair', 'key_name') } });
});
