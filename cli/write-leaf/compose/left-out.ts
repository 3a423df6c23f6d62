import { DROPPABLE_CAPABILITIES } from '../../../modules/aws/capabilities';

/** Keys of a service that a leaf has no use for, and why. */
const REASONS: Readonly<Record<string, string>> = {
  build: 'a leaf runs an image that a registry has: the image is taken as it is named',
  cap_add: `Container.Capabilities.Add gives ${DROPPABLE_CAPABILITIES.join(', ')} back; a leaf gives no others`,
  cap_drop: `a leaf has the capabilities that Docker gives, without ${DROPPABLE_CAPABILITIES.join(', ')}`,
  container_name: 'a leaf has the name of its file',
  cpus: 'the container gets the whole instance',
  cpu_shares: 'the container gets the whole instance',
  cpuset: 'the container gets the whole instance',
  depends_on: 'a leaf is one container: another service needs a leaf of its own, or does not come along',
  deploy: 'a leaf is one container, which gets the whole instance',
  devices: 'an instance has no such device',
  dns: 'the container uses the DNS of the VPC',
  entrypoint: "a leaf keeps the image's entry point; Container.Command replaces only its CMD",
  expose: 'only ports count',
  extends: 'write what the other service says into this one',
  extra_hosts: 'a leaf does not change the names that its container knows',
  hostname: 'ECS names the container',
  init: 'images that need an init process contain one',
  labels: 'nothing reads labels here',
  links: 'a leaf is one container',
  logging: 'the log goes to CloudWatch Logs: see the dashboard',
  network_mode: 'the container is on the bridge network of its instance, with the ports that are listed',
  networks: 'a leaf is one container: it is reached on its ports',
  platform: 'the instance type decides between x86 and ARM',
  privileged: 'a leaf does not run privileged',
  profiles: 'each leaf is deployed by its name',
  pull_policy: 'each wake-up pulls the image',
  read_only: 'the container can write to its own files, which are lost when it stops',
  restart: 'a leaf is awake while somebody uses it: a container that ends by itself puts it to sleep',
  security_opt: 'Container.NoNewPrivileges: true is no-new-privileges; a leaf has no other security options',
  shm_size: 'a leaf has the shared memory that ECS gives, 64 MiB',
  stdin_open: 'nothing can type into the container',
  stop_signal: "ECS sends the image's STOPSIGNAL, or SIGTERM",
  sysctls: 'a leaf does not change kernel parameters',
  tmpfs: 'use a folder in the container: it is lost when the container stops',
  tty: 'the container has no terminal',
  working_dir: "the container begins in the image's folder",
};

/** Why a key is left out. */
export function reasonToLeaveOut(key: string): string {
  return Object.hasOwn(REASONS, key) ? (REASONS[key] ?? '') : 'a leaf has no such key';
}
