import { sampleRows } from './sample-data';
import { type Box, GREY, INK, line, text } from './svg';

const ROW = 24;
const SIZE = 12;
const NUMBER_WIDTH = 34;
const TIMESTAMP_WIDTH = 200;

/** The table of a Logs Insights query, with a column for each field of the query. */
export function logTable(properties: Readonly<Record<string, unknown>>, box: Box): string {
  const [, list = ''] = /\| fields (.*)/.exec(String(properties.query)) ?? [];
  const fields = list.split(', ');
  const columns = columnsOf(fields, box);
  const cells = (row: readonly string[], y: number, color: string, mono: boolean) =>
    columns.map(({ x, width }, index) => text(row[index] ?? '', x, y, { size: SIZE, color, mono, bold: !mono }, width));
  const rows = sampleRows(fields).slice(0, Math.floor(box.height / ROW) - 1);
  return [
    ...cells(fields, box.y + 12, GREY, false),
    ...rows.flatMap((row, index) => {
      const y = box.y + (index + 1) * ROW;
      return [
        line(box.x, y - 4, box.x + box.width, y - 4, 'stroke="#eaeded"'),
        text(String(index + 1), box.x + 4, y + 12, { size: SIZE, color: GREY }),
        ...cells(row, y + 12, INK, true),
      ];
    }),
  ].join('\n');
}

/** The timestamp has a fixed width, the other columns share the rest. */
function columnsOf(fields: readonly string[], box: Box): { x: number; width: number }[] {
  const fixed = fields.includes('@timestamp') ? TIMESTAMP_WIDTH : 0;
  const others = fields.filter((field) => field !== '@timestamp').length;
  const share = (box.width - NUMBER_WIDTH - fixed) / others;
  let x = box.x + NUMBER_WIDTH;
  return fields.map((field) => {
    const column = { x, width: (field === '@timestamp' ? fixed : share) - 8 };
    x += column.width + 8;
    return column;
  });
}
