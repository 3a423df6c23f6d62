/** What player-query publishes, with the group's name as dimension. */
export const METRIC_NAMESPACE = 'ContainerManager';
export const GROUP_DIMENSION = 'AutoScalingGroupName';
/** How many people play. */
export const PLAYERS_METRIC = 'Players';
/** 2: somebody plays, or the game loads. 1: it answers, and nobody plays. No point: nobody knows. */
export const PRESENCE_METRIC = 'Presence';
