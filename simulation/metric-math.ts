import {
  isConstantNode,
  isFunctionNode,
  isOperatorNode,
  isParenthesisNode,
  isSymbolNode,
  type MathNode,
  parse,
} from 'mathjs/number';

/** One value a period, oldest first; undefined where there is none. */
export type Series = readonly (number | undefined)[];

/** The metrics that an expression names. All series have the same length. */
export interface MetricMathInput {
  readonly series: Readonly<Record<string, Series>>;
  readonly periodSeconds: number;
  /**
   * What IF makes of a timestamp at which its condition has no value: AWS's table for IF shows no value (`dropped`),
   * other descriptions say that the condition is false.
   */
  readonly missingCondition: 'dropped' | 'false';
}

type Value = number | Series;

/**
 * Prepares CloudWatch metric math for evaluation: numbers, metrics, `+ - * /`, unary minus, comparisons, IF and PERIOD.
 * The function that it returns throws an Error on anything else, and on an expression whose result is a number.
 *
 * At a timestamp where only one operand has a value the other counts as 0; where none has one, or the divisor is 0,
 * the result has none.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function compileMetricMath(expression: string): (input: MetricMathInput) => Series {
  const root = parse(expression);
  return (input) => {
    const result = evaluate(root, input);
    if (typeof result === 'number') throw new Error(`'${expression}' gives a number, CloudWatch wants a time series`);
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
  if (found === undefined) throw new Error(`there is no metric '${name}', only ${Object.keys(series).join(', ')}`);
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
    // a missing point of one series counts as 0 beside a point of the other, but nothing comes of a number alone
    const missing = (value: Value, point: number | undefined) => typeof value === 'number' || point === undefined;
    if (missing(left, a) && missing(right, b)) return undefined;
    const result = apply(a ?? 0, b ?? 0);
    return Number.isFinite(result) ? result : undefined;
  });
}

function call(name: string, args: readonly MathNode[], input: MetricMathInput): Value {
  const [first, second, third] = args;
  if (name === 'PERIOD' && args.length === 1 && first !== undefined && isSymbolNode(first)) {
    metric(first.name, input);
    return input.periodSeconds;
  }
  if (name === 'IF' && first !== undefined && second !== undefined && args.length <= 3) {
    return conditional(
      evaluate(first, input),
      evaluate(second, input),
      third && evaluate(third, input),
      input.missingCondition,
    );
  }
  throw new Error(`metric math '${name}' with ${args.length} arguments is not supported here`);
}

function conditional(
  condition: Value,
  whenTrue: Value,
  whenFalse: Value | undefined,
  missingCondition: MetricMathInput['missingCondition'],
): Value {
  if (typeof condition === 'number' && typeof whenTrue === 'number') {
    throw new Error('IF wants a time series as its condition or its value');
  }
  const otherwise = whenFalse ?? [];
  return pointwise([condition, whenTrue, otherwise], (index) => {
    const test = at(condition, index);
    if (test === undefined && missingCondition === 'dropped') return undefined;
    // AWS's tables: a missing value is 0 where the condition holds, and none where it does not
    return test ? (at(whenTrue, index) ?? 0) : at(otherwise, index);
  });
}

/** As many points as the longest of the operands has. */
function pointwise(operands: readonly Value[], point: (index: number) => number | undefined): (number | undefined)[] {
  const length = Math.max(...operands.map((value) => (typeof value === 'number' ? 0 : value.length)));
  const points: (number | undefined)[] = [];
  for (let index = 0; index < length; index++) points.push(point(index));
  return points;
}

/** A number stands for itself at every point. */
function at(value: Value, index: number): number | undefined {
  return typeof value === 'number' ? value : value[index];
}
