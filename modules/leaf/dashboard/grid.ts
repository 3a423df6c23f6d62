/** A widget of CloudWatch's dashboard body, without its place. */
export interface Widget {
  readonly type: 'metric' | 'log' | 'alarm';
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A widget and its place, in units of the grid. */
export interface PlacedWidget extends Widget {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Widgets of the same size, next to each other. */
export interface Row {
  /** In units of the grid, 1–1000; CloudWatch's default is 6. */
  readonly height: number;
  /** 1, 2, 3, 4, 6, 8, 12 or 24: the grid has 24 columns. */
  readonly widgets: readonly Widget[];
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html: x, width
const COLUMNS = 24;

/**
 * Gives every widget its place: rows from top to bottom, each as wide as the grid.
 *
 * @throws Error when the widgets of a row cannot have the same width
 */
export function placed(rows: readonly Row[]): PlacedWidget[] {
  let y = 0;
  return rows.flatMap(({ height, widgets }) => {
    const width = COLUMNS / widgets.length;
    if (!Number.isInteger(width)) {
      throw new Error(`a row has ${widgets.length} widgets, and ${COLUMNS} is not divisible by that: move some`);
    }
    const top = y;
    y += height;
    return widgets.map((widget, index) => ({ ...widget, x: index * width, y: top, width, height }));
  });
}
