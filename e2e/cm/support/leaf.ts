/** YAML of a leaf with the required keys, and one volume. */
export const SMALL_LEAF = `
Ec2: { InstanceType: m5.large }
Container: { Image: 'example/game:1', Ports: [TCP: 25565] }
Volumes: { World: { Paths: [Path: /data] } }
Watchdog: { Threshold: 100 }
`;
