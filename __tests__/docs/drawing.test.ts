import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { dashboardSvg } from '../../docs/drawing/dashboard-svg';
import { graph } from '../../docs/drawing/graph';
import { quickstartPlan } from '../../docs/drawing/plan';
import { sampleSeries } from '../../docs/drawing/sample-data';

const BOX = { x: 0, y: 0, width: 400, height: 200 };

test('docs/dashboard.svg shows the dashboard as it is: else npm run draw-dashboard', () => {
  const drawn = readFileSync(join(__dirname, '../../docs/dashboard.svg'), 'utf8');

  expect(dashboardSvg(quickstartPlan()) === drawn).toBe(true);
});

test('every widget is drawn, and it is called a drawing', () => {
  const plan = quickstartPlan();

  const svg = dashboardSvg(plan);

  expect(plan.widgets.length).toBeGreaterThan(9);
  for (const { properties } of plan.widgets) expect(svg).toContain(`>${String(properties.title)}</text>`);
  expect(svg).toContain('>A drawing with sample data, not a screenshot</text>');
});

test('draws what the expression of a widget gives, not a line like it', () => {
  const plan = quickstartPlan();
  const widgets = plan.widgets.filter(({ properties }) => properties.title === 'What the watchdog sees');
  const body = JSON.stringify(widgets);
  const changed = body.replace(/2\*\d+\+1/, '2*2500+1');

  expect(widgets).toHaveLength(1);
  expect(changed).not.toBe(body);
  // a cast, since JSON.parse knows no types
  const svg = dashboardSvg({ ...plan, widgets: JSON.parse(changed) as typeof widgets });
  expect(svg).not.toBe(dashboardSvg({ ...plan, widgets }));
});

test('a gap in the data is a gap in the line', () => {
  const lines = [{ label: 'a', color: '#123456', points: [1, 2, undefined, undefined, 3, 4, undefined, 5] }];

  const svg = graph({ box: BOX, unit: '', lines, times: ['20:00', '20:30'] });

  expect(svg.match(/<polyline/g)).toHaveLength(2);
  expect(svg.match(/<circle/g)).toHaveLength(1);
  expect(svg).not.toContain('No data available.');
});

test('without data it says so', () => {
  const lines = [{ label: 'a < b', color: '#123456', points: [undefined, undefined] }];

  const svg = graph({ box: BOX, unit: '', lines, times: ['20:00', '20:30'] });

  expect(svg).toContain('>No data available.</text>');
  expect(svg).toContain('>a &lt; b</text>');
  expect(svg).not.toContain('<polyline');
});

test('fails on a metric without sample data', () => {
  expect(() => sampleSeries('AWS/EC2', 'NetworkOut', '', 30)).toThrow(
    /^there is no sample of AWS\/EC2 NetworkOut : add one to docs\/drawing$/,
  );
});
