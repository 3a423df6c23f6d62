/** YAML of a leaf that has what every leaf has, and no more. */
export const SMALL_LEAF = `
Ec2: { InstanceType: m5.large }
Container: { Image: 'example/game:1', Ports: [TCP: 25565] }
Volumes: { World: { Paths: [Path: /data] } }
Watchdog: { Threshold: 100 }
`;
