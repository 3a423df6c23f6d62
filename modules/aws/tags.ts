/** Every resource of a project carries it; the value is `Name` of base.yaml. */
export const PROJECT_TAG = 'container-manager:project';

/** Every resource of a leaf carries it; the value is the leaf's id. */
export const LEAF_TAG = 'container-manager:leaf';
