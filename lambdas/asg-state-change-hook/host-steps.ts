import { type StartStep } from '../shared/starts';

/** What hosts say of their volumes, each in a line of its own that others may put something in front of. */
const LINE = /container-manager: step (mounted|locked) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[.]\d+)?Z)(?![\w.:+-])/g;

/**
 * The steps that a host's system log tells of, the first time of each, e.g. of the line
 * `container-manager: step mounted 2026-11-29T20:16:40Z`.
 */
export function hostSteps(systemLog: string): Partial<Record<Extract<StartStep, 'mounted' | 'locked'>, Date>> {
  const steps: Partial<Record<'mounted' | 'locked', Date>> = {};
  for (const [, step, text = ''] of systemLog.matchAll(LINE)) {
    const time = new Date(text);
    if ((step === 'mounted' || step === 'locked') && !Number.isNaN(time.getTime())) steps[step] ??= time;
  }
  return steps;
}
