import { type SynthesizedDashboard } from './synthesized-dashboard';
import { type Box, INK, rect, text } from './svg';

const HEIGHT = 40;
const GREEN = '#1d8102';

/** A tile for each alarm, in the state OK: that is their state at the end of the sample data. */
export function alarmStates(
  properties: Readonly<Record<string, unknown>>,
  box: Box,
  { alarm }: SynthesizedDashboard,
): string {
  // a cast, since JSON has no types: modules/leaf/dashboard.ts makes the list
  const references = properties.alarms as readonly string[];
  return references
    .map((reference, index) => {
      const y = box.y + 4 + index * (HEIGHT + 8);
      return [
        rect({ x: box.x, y, width: box.width, height: HEIGHT }, 'rx="3" fill="#f4faf2" stroke="#b7d8ae"'),
        rect({ x: box.x, y, width: 5, height: HEIGHT }, `fill="${GREEN}"`),
        text(String(alarm(reference).alarm_name), box.x + 16, y + 25, { size: 13, color: INK }, box.width - 70),
        text('OK', box.x + box.width - 12, y + 25, { size: 13, color: GREEN, bold: true, anchor: 'end' }),
      ].join('\n');
    })
    .join('\n');
}
