import { type ITerraformDependable } from 'cdktf';

/** Tag of a file system that holds its volume's id: `status` and `retire` find file systems by it. */
export const VOLUME_TAG = 'container-manager:volume';

/**
 * Tag of a file system that holds its volume's KeepOnDelete, `true` or `false`: `retire` needs it even after somebody has
 * deleted the leaf's YAML.
 */
export const KEEP_ON_DELETE_TAG = 'container-manager:keep-on-delete';

/** An availability zone of the base's network. */
export interface Zone {
  /** Ordinal as text: `1`, `2`, … Known at synth, so that construct ids can come from it. */
  readonly key: string;
  /** E.g. `eu-central-1a`; a token. */
  readonly name: string;
  /** The public subnet in this zone; a token. */
  readonly subnetId: string;
}

/** A volume that exists, as whoever mounts it sees it. */
export interface MountedVolume {
  /** Key in `Volumes`, e.g. `Data`. */
  readonly id: string;
  /** A token. */
  readonly fileSystemId: string;
  /** A token. */
  readonly fileSystemArn: string;
  /** In the order of the config; not empty. */
  readonly paths: readonly MountedPath[];
  /** What must exist before anybody can mount: mount targets and the file system's policy. */
  readonly dependables: readonly ITerraformDependable[];
}

/** A path in the container and the access point behind it. */
export interface MountedPath {
  /** Absolute path in the container. */
  readonly path: string;
  readonly readOnly: boolean;
  /** The path as lower-case letters, digits and dashes; unique in its volume, so that ids can come from it. */
  readonly slug: string;
  /** A token. */
  readonly accessPointId: string;
  /** A token. */
  readonly accessPointArn: string;
}
