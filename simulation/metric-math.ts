import {
  isConstantNode,
  isFunctionNode,
  isOperatorNode,
  isParenthesisNode,
  isSymbolNode,
  type MathNode,
  parse,
} from 'mathjs/number';

/** One value for each period, oldest first; undefined where a period has no value. */
export type Series = readonly (number | undefined)[];

/** The metrics that an expression names. */
export interface MetricMathInput {
  /** By the metric's name in the expression; all have the same length. */
  readonly series: Readonly<Record<string, Series>>;
  /** The period of all series. */
  readonly periodSeconds: number;
}

type Value = number | Series;

/**
 * Parses CloudWatch metric math: numbers, metrics, `+ - * /`, unary minus, comparisons, IF and PERIOD. The returned
 * function evaluates it. That function throws an Error on anything else, and when the result is a number.
 *
 * At a timestamp where only one operand has a value, the other counts as 0. Where no operand has a value, or the
 * divisor is 0, the result has no value. Where the condition of IF has no value, the result has none. AWS does not say what PERIOD
 * is of a metric without any point: here it has no value.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function compileMetricMath(expression: string): (input: MetricMathInput) => Series {
  const root = parse(expression);
  return (input) => {
    const result = evaluate(root, input);
    if (typeof result === 'number') {
      throw new Error(`'${expression}' returns a number, and CloudWatch requires a time series`);
    }
    return result;
  };
}

function evaluate(node: MathNode, input: MetricMathInput): Value {
  if (isParenthesisNode(node)) return evaluate(node.content, input);
  if (isConstantNode(node)) return node.value;
  if (isSymbolNode(node)) return metric(node.name, input);
  if (isOperatorNode(node)) return operation(node.op, node.args, input);
  if (isFunctionNode(node)) return call(node.fn.name, node.args, input);
  throw new Error(`metric math '${node.toString()}' is not supported here`);
}

function metric(name: string, { series }: MetricMathInput): Series {
  const found = series[name];
  if (found === undefined) {
    throw new Error(`unknown metric '${name}': the known ones are ${Object.keys(series).join(', ')}`);
  }
  return found;
}

const OPERATIONS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
};

function operation(operator: string, operands: readonly MathNode[], input: MetricMathInput): Value {
  const apply = OPERATIONS[operator];
  // unary minus is 0 - x
  const [left, right] = operands.length === 1 ? [undefined, operands[0]] : operands;
  if (apply === undefined || right === undefined || (left === undefined && operator !== '-')) {
    throw new Error(`the operator '${operator}' is not supported here`);
  }
  return combine(left === undefined ? 0 : evaluate(left, input), evaluate(right, input), apply);
}

function combine(left: Value, right: Value, apply: (left: number, right: number) => number): Value {
  if (typeof left === 'number' && typeof right === 'number') return apply(left, right);
  return pointwise([left, right], (index) => {
    const [a, b] = [at(left, index), at(right, index)];
    // a missing point counts as 0 if the other series has a point there; a number does not count as such a point
    const missing = (value: Value, point: number | undefined) => typeof value === 'number' || point === undefined;
    if (missing(left, a) && missing(right, b)) return undefined;
    const result = apply(a ?? 0, b ?? 0);
    return Number.isFinite(result) ? result : undefined;
  });
}

function call(name: string, args: readonly MathNode[], input: MetricMathInput): Value {
  const [first, second, third] = args;
  if (name === 'PERIOD' && args.length === 1 && first !== undefined && isSymbolNode(first)) {
    const points = metric(first.name, input);
    return points.some((point) => point !== undefined) ? input.periodSeconds : points;
  }
  if (name === 'IF' && first !== undefined && second !== undefined && args.length <= 3) {
    return conditional(evaluate(first, input), evaluate(second, input), third && evaluate(third, input));
  }
  throw new Error(`metric math '${name}' with ${args.length} arguments is not supported here`);
}

function conditional(condition: Value, whenTrue: Value, whenFalse: Value | undefined): Value {
  if (typeof condition === 'number' && typeof whenTrue === 'number') {
    throw new Error('IF requires a time series as its condition or as its value');
  }
  // AWS's tables: a missing value is 0, but where the condition is false and the value for true is a number
  const missing = typeof whenTrue === 'number' ? undefined : 0;
  return pointwise([condition, whenTrue, whenFalse ?? []], (index) => {
    const test = at(condition, index);
    if (test === undefined) return undefined;
    if (test) return at(whenTrue, index) ?? 0;
    return whenFalse === undefined ? undefined : (at(whenFalse, index) ?? missing);
  });
}

/** Calculates as many points as the longest operand has. */
function pointwise(operands: readonly Value[], point: (index: number) => number | undefined): (number | undefined)[] {
  const length = Math.max(...operands.map((value) => (typeof value === 'number' ? 0 : value.length)));
  const points: (number | undefined)[] = [];
  for (let index = 0; index < length; index++) points.push(point(index));
  return points;
}

/** The operand's value at a point. A number has the same value at every point. */
function at(value: Value, index: number): number | undefined {
  return typeof value === 'number' ? value : value[index];
}
