import { type FormerKeys } from './messages';

// What files of AWS-ContainerManager have that is no more, earlier and later ones:
// https://github.com/Cameronsplaze/AWS-ContainerManager

/** At the top of a leaf. */
export const FORMER_OF_LEAF: FormerKeys = {
  Volume: 'write Volumes, and in it a name of your choice, such as Data, with what is below Volume',
};

/** Of `Ec2`. */
export const FORMER_OF_EC2: FormerKeys = {
  SshCidrAllowed: 'write Ssh.AllowedCidrs in base.yaml, for all leaves',
  GameCidrAllowed: 'the ports of a container are open to everyone. Remove it',
};

/** Of a volume. */
export const FORMER_OF_VOLUME: FormerKeys = {
  RemovalPolicy: 'write KeepOnDelete: false for DESTROY, KeepOnDelete: true for RETAIN',
  KeepBackupDays: 'backups are kept for 35 days. Remove it',
};

/** Of a path of a volume. */
export const FORMER_OF_PATH: FormerKeys = { EfsCacheFileMb: 'every file system is mounted as AWS advises. Remove it' };

/** Of `Watchdog`. */
export const FORMER_OF_WATCHDOG: FormerKeys = {
  Type: 'Threshold is bytes per second of every protocol. Remove it',
  TcpPort: 'Threshold is bytes per second of every port. Remove it',
};

/** Of `Vpc`. */
export const FORMER_OF_VPC: FormerKeys = { Domain: 'move it out of Vpc, to the top of the file' };
