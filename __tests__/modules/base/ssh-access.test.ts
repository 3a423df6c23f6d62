import { TerraformOutput } from 'cdktf';

import { Names } from '../../../modules/aws/naming';
import { SshAccess } from '../../../modules/base/ssh-access';
import { Template } from '../../support/template';

const keyPair = (publicKey: string, project = 'project') =>
  Template.of((stack) => {
    new SshAccess(stack, 'SshAccess', { names: new Names(project, 'base'), publicKey });
  }).resource('aws_key_pair');

test('AWS has the public key under the name of its stack', () => {
  expect(keyPair('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@home', 'games')).toEqual({
    key_name: 'games-base-ssh',
    public_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@home',
  });
});

test("a key's comment is not taken for an expression", () => {
  expect(keyPair('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ${USER}@home').public_key).toBe(
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 $${USER}@home',
  );
});

test('leaves get the name of the key that exists', () => {
  const { json } = Template.of((stack) => {
    const access = new SshAccess(stack, 'SshAccess', {
      names: new Names('project', 'base'),
      publicKey: 'ssh-rsa AAAA',
    });
    new TerraformOutput(stack, 'key', { value: access.keyName, staticId: true });
  });

  expect(json.output?.key?.value).toMatch(/^\$\{aws_key_pair\..+\.key_name\}$/);
});
