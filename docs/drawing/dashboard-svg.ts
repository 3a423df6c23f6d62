import { type PlacedWidget } from '../../modules/leaf/dashboard/grid';
import { alarmStates } from './alarm-states';
import { logTable } from './log-table';
import { metricGraph } from './metric-graph';
import { type SynthesizedDashboard } from './synthesized-dashboard';
import { type Box, GREY, INK, rect, text } from './svg';

const COLUMN = 60;
const ROW = 36;
const GAP = 8;
const HEADER = 64;
const TITLE = 34;
const COLUMNS = 24;

/** Draws a dashboard like CloudWatch, with sample data. Returns a whole SVG document. */
export function dashboardSvg(dashboard: SynthesizedDashboard): string {
  const width = COLUMNS * COLUMN + GAP;
  const height = HEADER + Math.max(...dashboard.widgets.map((widget) => widget.y + widget.height)) * ROW + GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>A drawing of the dashboard ${dashboard.name}, with sample data</title>`,
    rect({ x: 0, y: 0, width, height }, 'fill="#f2f3f3"'),
    text(dashboard.name, 16, 40, { size: 22, color: INK, bold: true }),
    text('A drawing with sample data, not a screenshot', width - 16, 40, { size: 15, color: GREY, anchor: 'end' }),
    ...dashboard.widgets.map((widget) => drawnWidget(widget, dashboard)),
    '</svg>',
    '',
  ].join('\n');
}

function drawnWidget(widget: PlacedWidget, dashboard: SynthesizedDashboard): string {
  const box = {
    x: GAP + widget.x * COLUMN,
    y: HEADER + widget.y * ROW,
    width: widget.width * COLUMN - GAP,
    height: widget.height * ROW - GAP,
  };
  const inside = { x: box.x + 10, y: box.y + TITLE, width: box.width - 20, height: box.height - TITLE - 8 };
  return [
    rect(box, 'rx="6" fill="#ffffff" stroke="#d5dbdb"'),
    text(String(widget.properties.title), box.x + 14, box.y + 22, { size: 14, color: INK, bold: true }, box.width - 28),
    content(widget, inside, dashboard),
  ].join('\n');
}

function content({ type, properties }: PlacedWidget, box: Box, dashboard: SynthesizedDashboard): string {
  switch (type) {
    case 'metric':
      return metricGraph(properties, box, dashboard);
    case 'alarm':
      return alarmStates(properties, box, dashboard);
    case 'log':
      return logTable(properties, box);
  }
}
