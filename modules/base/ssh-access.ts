import { KeyPair } from '@cdktf/provider-aws/lib/key-pair';
import { Construct } from 'constructs';

import { literal } from '../aws/literal';
import { type Names } from '../aws/naming';

export interface SshAccessProps {
  readonly names: Names;
  /** OpenSSH format, e.g. `ssh-ed25519 AAAA… me@home`. */
  readonly publicKey: string;
}

/** The SSH key pair of every instance. Only addresses that a leaf's security group allows can use it. */
export class SshAccess extends Construct {
  readonly keyName: string;

  constructor(scope: Construct, id: string, props: SshAccessProps) {
    super(scope, id);
    const keyPair = new KeyPair(this, 'Resource', {
      keyName: props.names.of('keyPair', 'ssh'),
      publicKey: literal(props.publicKey),
    });
    this.keyName = keyPair.keyName;
  }
}
