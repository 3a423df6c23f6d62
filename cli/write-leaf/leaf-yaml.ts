import { type DraftHealthCheck, type DraftLeaf, type DraftPort, type DraftVolume } from './draft-leaf';
import { commentText, yamlKey, yamlText } from './yaml-text';

export interface LeafYamlProps {
  readonly draft: DraftLeaf;
  /** Id of the leaf. */
  readonly id: string;
  readonly instanceType: string;
  readonly threshold: number;
  /** Where the schema is, from the file. */
  readonly schema: string;
  /** Where this came from, for the first line. */
  readonly origin: string;
}

/** A leaf's file. */
export function leafYaml({ draft, id, instanceType, threshold, schema, origin }: LeafYamlProps): string {
  const { image, ports, command, user, environment, secrets, stopTimeoutSeconds, ulimits, healthCheck } = draft;
  const container = [
    `  Image: ${yamlText(image)}`,
    '  Ports:',
    ...ports.flatMap(portLines),
    ...listLines('  Command', command ?? []),
    ...(user === undefined ? [] : [`  User: ${yamlText(user)}`]),
    ...mapLines('  Environment', environment),
    ...secretLines(id, secrets),
    ...(stopTimeoutSeconds === undefined ? [] : [`  StopTimeoutSeconds: ${stopTimeoutSeconds}`]),
    ...ulimitLines(ulimits ?? []),
    ...(healthCheck ? healthCheckLines(healthCheck) : []),
  ];
  return [
    `# yaml-language-server: $schema=${schema}`,
    `# ${commentText(origin)}`,
    'Ec2:',
    `  InstanceType: ${instanceType}`,
    '',
    'Container:',
    ...container,
    ...volumeLines(draft.volumes),
    '',
    'Watchdog:',
    '  # Bytes per second from clients: at or below this value, nobody counts as connected. The dashboard shows what arrives',
    '  # while nobody plays: choose a value a little above it.',
    `  Threshold: ${threshold}`,
    '',
  ].join('\n');
}

function portLines({ protocol, first, last, containerPort }: DraftPort): string[] {
  const key = protocol.toUpperCase();
  return [
    `    - ${key}: ${first}${last === first ? '' : `-${last}`}`,
    ...(containerPort === first ? [] : [`      ContainerPort: ${containerPort}`]),
  ];
}

function secretLines(id: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const parameter = (name: string) => `/${id}/${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  return [
    '  Secrets:',
    '    # Their values are not in this file. Create each of them once, in the Region of base.yaml:',
    ...names.map(
      (name) =>
        `    #   aws ssm put-parameter --region REGION --type SecureString --name ${parameter(name)} --value '...'`,
    ),
    ...names.map((name) => `    ${yamlKey(name)}: ${parameter(name)}`),
  ];
}

function ulimitLines(ulimits: NonNullable<DraftLeaf['ulimits']>): string[] {
  if (ulimits.length === 0) return [];
  return [
    '  Ulimits:',
    ...ulimits.flatMap(({ name, softLimit, hardLimit }) => [
      `    - Name: ${yamlText(name)}`,
      `      SoftLimit: ${yamlText(softLimit)}`,
      `      HardLimit: ${yamlText(hardLimit)}`,
    ]),
  ];
}

function healthCheckLines({ command, interval, timeout, retries, startPeriod }: DraftHealthCheck): string[] {
  const numbers = { Interval: interval, Timeout: timeout, Retries: retries, StartPeriod: startPeriod };
  return [
    '  HealthCheck:',
    ...listLines('    Command', command),
    ...Object.entries(numbers).flatMap(([key, value]) => (value === undefined ? [] : [`    ${key}: ${value}`])),
  ];
}

function volumeLines(volumes: readonly DraftVolume[]): string[] {
  if (volumes.length === 0) return [];
  return [
    '',
    'Volumes:',
    ...volumes.flatMap(({ id, paths }) => [
      `  ${id}:`,
      '    Paths:',
      ...paths.flatMap(({ path, readOnly }) => [
        `      - Path: ${yamlText(path)}`,
        ...(readOnly ? ['        ReadOnly: true'] : []),
      ]),
    ]),
  ];
}

function listLines(key: string, words: readonly string[]): string[] {
  const indent = ' '.repeat(key.length - key.trimStart().length + 2);
  return words.length === 0 ? [] : [`${key}:`, ...words.map((word) => `${indent}- ${yamlText(word)}`)];
}

function mapLines(key: string, map: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries(map).map(([name, value]) => `    ${yamlKey(name)}: ${yamlText(value)}`);
  return lines.length === 0 ? [] : [`${key}:`, ...lines];
}
