/**
 * Names of SSM parameters: `/<Name>/<kind>/<leaf>`. A leaf's id has lower-case letters, digits, dashes and dots, which all are allowed
 * there. AWS refuses names that begin with `aws` or `ssm`: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
 *
 * @param project `Name` of base.yaml
 */
export const startsParameter = (project: string, leafId: string): string => `${startsPath(project)}${leafId}`;

export const startsPath = (project: string): string => `/${project}/starts/`;

/** What base's start page and Discord know of a leaf: LeafOnPage, as JSON. Made by the leaf's stack while StartPage is enabled. */
export const leafParameter = (project: string, leafId: string): string => `${leavesPath(project)}${leafId}`;

export const leavesPath = (project: string): string => `/${project}/leaves/`;

/** The SHA-256 of an invitation's token, in hex. Made by `./cm invite`. */
export const invitationParameter = (project: string, leafId: string, friend: string): string =>
  `${invitationsPath(project)}${leafId}/${friend}`;

export const invitationsPath = (project: string): string => `/${project}/invitations/`;
