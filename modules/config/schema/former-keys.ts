import { type FormerKeys } from './messages';

// Keys of AWS-ContainerManager, of earlier and later versions, that are not supported here:
// https://github.com/Cameronsplaze/AWS-ContainerManager

/** Keys of docker-compose, and where a leaf has them. */
export const KEYS_OF_COMPOSE: FormerKeys = {
  command: 'write Container.Command',
  container_name: "the leaf has its file's name. Remove it",
  depends_on: 'a leaf is one container. Remove it',
  entrypoint: "Container.Command replaces the image's CMD",
  env_file: 'write the variables into Container.Environment',
  environment: 'write Container.Environment',
  healthcheck: 'write Container.HealthCheck',
  image: 'write Container.Image',
  networks: 'a leaf is reached on its ports. Remove it',
  ports: 'write Container.Ports, with - TCP: 25565 or - UDP: 2456',
  restart: 'a leaf is awake while somebody uses it. Remove it',
  stop_grace_period: 'write Container.StopTimeoutSeconds',
  ulimits: 'write Container.Ulimits',
  user: 'write Container.User',
  volumes: 'write Volumes, with Paths below a name of your choice',
};

/** At the top of a leaf. */
export const FORMER_OF_LEAF: FormerKeys = {
  Volume: 'write Volumes, below it a name of your choice such as Data, and below that what was below Volume',
};

/** Of `Ec2`. */
export const FORMER_OF_EC2: FormerKeys = {
  SshCidrAllowed: 'write Ssh.AllowedCidrs in base.yaml, which applies to all leaves',
  GameCidrAllowed: 'write Container.AllowedCidrs, or remove it, and everybody can connect',
};

/** Of a volume. */
export const FORMER_OF_VOLUME: FormerKeys = {
  RemovalPolicy: 'write KeepOnDelete: false for DESTROY, KeepOnDelete: true for RETAIN',
  KeepBackupDays: 'backups are kept for 35 days. Remove it',
};

/** Of a path of a volume. */
export const FORMER_OF_PATH: FormerKeys = {
  EfsCacheFileMb: 'file systems are mounted with the options that AWS recommends. Remove it',
};

/** Of `Watchdog`. */
export const FORMER_OF_WATCHDOG: FormerKeys = {
  Type: 'Threshold counts the bytes of all protocols. Remove it',
  TcpPort: 'Threshold counts the bytes on all ports. Remove it',
};

/** Of `Vpc`. */
export const FORMER_OF_VPC: FormerKeys = { Domain: 'move it out of Vpc, to the top of the file' };
