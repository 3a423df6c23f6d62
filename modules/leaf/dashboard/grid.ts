/** A widget as CloudWatch's dashboard body has it, before it has a place. */
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

/** Widgets beside each other, of one size. */
export interface Row {
  /** 1–1000; CloudWatch's own default is 6. */
  readonly height: number;
  /** As many as the grid can be divided by: 1, 2, 3, 4, 6, 8, 12 or 24. */
  readonly widgets: readonly Widget[];
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html: x, width
const COLUMNS = 24;

/**
 * Gives every widget its place: rows from top to bottom, each as wide as the grid.
 *
 * @throws Error when the grid cannot be divided by the number of a row's widgets
 */
export function placed(rows: readonly Row[]): PlacedWidget[] {
  let y = 0;
  return rows.flatMap(({ height, widgets }) => {
    const width = COLUMNS / widgets.length;
    if (!Number.isInteger(width)) {
      throw new Error(`a row has ${widgets.length} widgets, which ${COLUMNS} columns cannot be divided by: move some`);
    }
    const top = y;
    y += height;
    return widgets.map((widget, index) => ({ ...widget, x: index * width, y: top, width, height }));
  });
}
