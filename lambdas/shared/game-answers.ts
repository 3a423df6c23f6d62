/** `source` and `detail-type` of the event with which player-query invokes the state change hook at a game's first answer. */
export const GAME_ANSWERS = { source: 'container-manager', 'detail-type': 'Game Answers' } as const;

/** The event of a group. */
export function gameAnswersEvent(autoScalingGroupName: string) {
  return { ...GAME_ANSWERS, detail: { AutoScalingGroupName: autoScalingGroupName } };
}
