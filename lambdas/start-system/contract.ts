/** Tag of a leaf's Auto Scaling group: `<id>.<Domain.Name>` in lower case, e.g. `minecraft.example.com`. */
export const HOST_NAME_TAG = 'container-manager:host-name';

/** Environment variables of the function. */
export const ENVIRONMENT = {
  /** Region of the leaves, e.g. `eu-central-1`; the function itself runs where Route 53 writes its query logs. */
  leavesRegion: 'LEAVES_REGION',
  /** Key of the tag that every resource of a project carries. */
  projectTag: 'PROJECT_TAG',
  /** Value of that tag: the function looks only at groups that carry it. */
  project: 'PROJECT',
  /** Key of the tag that holds a leaf's id. */
  leafTag: 'LEAF_TAG',
} as const;
