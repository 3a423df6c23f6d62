import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { dashboardSvg } from '../../docs/drawing/dashboard-svg';
import { graph } from '../../docs/drawing/graph';
import { quickstartDashboard } from '../../docs/drawing/synthesized-dashboard';
import { sampleSeries } from '../../docs/drawing/sample-data';

const BOX = { x: 0, y: 0, width: 400, height: 200 };

test('docs/dashboard.svg shows the dashboard as it is: else run npm run draw-dashboard', () => {
  const drawn = readFileSync(join(__dirname, '../../docs/dashboard.svg'), 'utf8');

  expect(dashboardSvg(quickstartDashboard()) === drawn).toBe(true);
});

test('draws every widget, and says that it is a drawing', () => {
  const dashboard = quickstartDashboard();

  const svg = dashboardSvg(dashboard);

  expect(dashboard.widgets.length).toBeGreaterThan(9);
  for (const { properties } of dashboard.widgets) expect(svg).toContain(`>${String(properties.title)}</text>`);
  expect(svg).toContain('>A drawing with sample data, not a screenshot</text>');
});

test('draws the values of a widget’s own expression', () => {
  const dashboard = quickstartDashboard();
  const widgets = dashboard.widgets.filter(({ properties }) => properties.title === 'What the watchdog sees');
  const body = JSON.stringify(widgets);
  const changed = body.replace(/2\*\d+\+1/, '2*2500+1');

  expect(widgets).toHaveLength(1);
  expect(changed).not.toBe(body);
  // a cast, since JSON.parse knows no types
  const svg = dashboardSvg({ ...dashboard, widgets: JSON.parse(changed) as typeof widgets });
  expect(svg).not.toBe(dashboardSvg({ ...dashboard, widgets }));
});

test('leaves a gap in the line where data is missing', () => {
  const lines = [{ label: 'a', color: '#123456', points: [1, 2, undefined, undefined, 3, 4, undefined, 5] }];

  const svg = graph({ box: BOX, unit: '', lines, times: ['20:00', '20:30'] });

  expect(svg.match(/<polyline/g)).toHaveLength(2);
  expect(svg.match(/<circle/g)).toHaveLength(1);
  expect(svg).not.toContain('No data available.');
});

test('says so where a graph has no data', () => {
  const lines = [{ label: 'a < b', color: '#123456', points: [undefined, undefined] }];

  const svg = graph({ box: BOX, unit: '', lines, times: ['20:00', '20:30'] });

  expect(svg).toContain('>No data available.</text>');
  expect(svg).toContain('>a &lt; b</text>');
  expect(svg).not.toContain('<polyline');
});

test('an instance that warms up gives its group no NetworkIn, and the game loads until somebody can play', () => {
  const of = (namespace: string, metricName: string) => sampleSeries(namespace, metricName, '', 30);
  const minutesOf = (points: ReturnType<typeof sampleSeries>, value?: number) =>
    points.flatMap((point, minute) => ((value === undefined ? point !== undefined : point === value) ? [minute] : []));

  expect(minutesOf(of('AWS/AutoScaling', 'GroupInServiceInstances'), 1)[0]).toBe(6);
  expect(minutesOf(of('AWS/EC2', 'NetworkIn'))[0]).toBe(11);
  expect(minutesOf(of('ContainerManager', 'Presence'), 2)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
  expect(minutesOf(of('ContainerManager', 'Presence'), 1)).toEqual([19, 20, 21, 22, 23, 24, 25, 26]);
  expect(minutesOf(of('ContainerManager', 'Players'))[0]).toBe(9);
});

test('fails on a metric without sample data', () => {
  expect(() => sampleSeries('AWS/EC2', 'NetworkOut', '', 30)).toThrow(
    /^the metric AWS\/EC2 NetworkOut has no sample data: add some to docs\/drawing\/sample-data\.ts$/,
  );
});
