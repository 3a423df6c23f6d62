import { placed, type Widget } from '../../../../modules/leaf/dashboard/grid';

const widget = (title: string): Widget => ({ type: 'metric', properties: { title } });

test('rows follow from top to bottom, and the widgets of a row share the whole width', () => {
  const widgets = placed([
    { height: 6, widgets: [widget('a'), widget('b'), widget('c')] },
    { height: 9, widgets: [widget('d')] },
    { height: 4, widgets: [widget('e'), widget('f')] },
  ]);

  const places = widgets.map(({ properties, x, y, width, height }) => [properties.title, x, y, width, height]);
  expect(places).toEqual([
    ['a', 0, 0, 8, 6],
    ['b', 8, 0, 8, 6],
    ['c', 16, 0, 8, 6],
    ['d', 0, 6, 24, 9],
    ['e', 0, 15, 12, 4],
    ['f', 12, 15, 12, 4],
  ]);
});

test('keeps the type and the properties of a widget', () => {
  const log: Widget = { type: 'log', properties: { title: 'a', view: 'table' } };

  expect(placed([{ height: 6, widgets: [log] }])).toEqual([{ ...log, x: 0, y: 0, width: 24, height: 6 }]);
});

test.each([
  [0, /^a row has 0 widgets, and 24 is not divisible by that: move some$/],
  [5, /^a row has 5 widgets/],
  [25, /^a row has 25 widgets/],
])('fails when a row has %i widgets, which cannot share 24 columns', (count, message) => {
  const widgets = Array.from({ length: count }, (_, index) => widget(String(index)));

  expect(() => placed([{ height: 6, widgets }])).toThrow(message);
});
